// GET /v1/engines: what can this server run now? (req G3)
import type { Mayfly } from "@mayfly/core";
import { toEngineList } from "@mayfly/core/contract";
import { sendJson } from "../answers/send-json.ts";
import type { Handler } from "./mount-route.ts";

export function listEngines(mayfly: Mayfly): Handler {
  return (_req, res) => sendJson(res, 200, toEngineList(mayfly.engines()));
}
