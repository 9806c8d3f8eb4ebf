// GET /v1/skills/{id}: what does an installed skill take and give? (req G1)
import type { Registry } from "@mayfly/core";
import { toShownSkill } from "@mayfly/core/contract";
import { sendJson } from "../answers/send-json.ts";
import { sendProblem } from "../answers/send-problem.ts";
import type { Handler } from "./mount-route.ts";

export function showSkill(registry: Registry): Handler {
  return async (req, res) => {
    const { id } = req.params;
    const shown = await registry.schemas(typeof id === "string" ? id : "");
    return shown.isErr() ? sendProblem(req, res, shown.error) : sendJson(res, 200, toShownSkill(shown.value));
  };
}
