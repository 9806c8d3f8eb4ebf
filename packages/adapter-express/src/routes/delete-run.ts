// DELETE …/{id}: forget the run and what it left. (req D2; design §7)
import { sendProblem } from "../answers/send-problem.ts";
import type { Handler } from "./mount-route.ts";
import { addressOf, type RunContext } from "./run-context.ts";

export function deleteRun(context: RunContext): Handler {
  return async (req, res) => {
    const deleted = await context.mayfly.delete(addressOf(context, req, res));
    if (deleted.isErr()) {
      // Elsewhere RUN_NOT_FINISHED says that an answer is not there yet; here, that a wish clashes with the run's state.
      return sendProblem(req, res, deleted.error, deleted.error.code === "RUN_NOT_FINISHED" ? 409 : undefined);
    }
    res.status(204).end();
  };
}
