// GET …/{id}: where is the run?
import { toRunStatus } from "@mayfly/core/contract";
import { sendJson } from "../answers/send-json.ts";
import { sendProblem } from "../answers/send-problem.ts";
import type { Handler } from "./mount-route.ts";
import { addressOf, type RunContext } from "./run-context.ts";

export function readRun(context: RunContext): Handler {
  return async (req, res) => {
    const found = await context.mayfly.findPlaced(addressOf(context, req, res));
    if (found.isErr()) return sendProblem(req, res, found.error);
    return sendJson(res, 200, toRunStatus(found.value.run, found.value.queuePosition));
  };
}
