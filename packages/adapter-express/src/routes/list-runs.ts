// GET …: which runs are there, newest first? (design §7)
import { phasesOf, problem } from "@mayfly/core";
import { listRunsQuerySchema, toRunStatus, type RunPage } from "@mayfly/core/contract";
import { sendJson } from "../answers/send-json.ts";
import { sendProblem } from "../answers/send-problem.ts";
import type { Handler } from "./mount-route.ts";
import { queryOf } from "./query-of.ts";
import { refusalOfProblems } from "./refusal-of-problems.ts";
import type { RunContext } from "./run-context.ts";

export function listRuns({ mayfly, kind }: RunContext): Handler {
  return async (req, res) => {
    const query = listRunsQuerySchema.safeParse(queryOf(req));
    if (!query.success) {
      const problems = query.error.issues.map(({ path, message }) =>
        problem("REQUEST_INVALID", `The query is not valid: ${[path.join("."), message].filter(Boolean).join(": ")}.`),
      );
      return sendProblem(req, res, refusalOfProblems(problems));
    }
    const { status, limit, cursor } = query.data;
    const phases = status === undefined ? null : phasesOf(status);
    const page = await mayfly.list({ owner: "", kind, phases, limit, cursor: cursor ?? null });
    if (page.isErr()) return sendProblem(req, res, page.error);
    const answer: RunPage = { runs: page.value.runs.map(toRunStatus), next_cursor: page.value.nextCursor };
    return sendJson(res, 200, answer);
  };
}
