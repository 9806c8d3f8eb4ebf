// GET /v1/skill-packages/{id}: what became of an install? (req G1)
import type { Registry } from "@mayfly/core";
import { toInstallStatus } from "@mayfly/core/contract";
import { sendJson } from "../answers/send-json.ts";
import { sendProblem } from "../answers/send-problem.ts";
import type { Handler } from "./mount-route.ts";

export function readInstall(registry: Registry): Handler {
  return async (req, res) => {
    const { id } = req.params;
    const found = await registry.findInstall({ id: typeof id === "string" ? id : "" });
    return found.isErr() ? sendProblem(req, res, found.error) : sendJson(res, 200, toInstallStatus(found.value));
  };
}
