// POST …/{id}/cancel: the run is no longer wanted. (design §3)
import { statusOf } from "@mayfly/core";
import type { CancelAnswer } from "@mayfly/core/contract";
import { sendJson } from "../answers/send-json.ts";
import { sendProblem } from "../answers/send-problem.ts";
import type { Handler } from "./mount-route.ts";
import { addressOf, type RunContext } from "./run-context.ts";

/** Answers 202 as soon as the outcome is decided; ending the work and cleaning go on behind it. */
export function cancelRun(context: RunContext): Handler {
  return async (req, res) => {
    const canceled = await context.mayfly.cancel(addressOf(context, req, res));
    if (canceled.isErr()) return sendProblem(req, res, canceled.error);
    const { run, cleaned } = canceled.value;
    cleaned.catch((cause: unknown) => context.log.error("a canceled run could not be cleaned", { run: run.id, cause }));
    const answer: CancelAnswer = { request_id: run.id, status: statusOf(run.state.phase) };
    return sendJson(res, 202, answer);
  };
}
