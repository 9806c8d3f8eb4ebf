// GET …: which runs are there, newest first? (design §7)
import { phasesOf } from "@mayfly/core";
import { listRunsQuerySchema, toRunStatus, type RunPage } from "@mayfly/core/contract";
import { sendJson } from "../answers/send-json.ts";
import { sendProblem } from "../answers/send-problem.ts";
import type { Handler } from "./mount-route.ts";
import { queryOf } from "./query-of.ts";
import { refusalOfQuery } from "./refusal-of-query.ts";
import type { RunContext } from "./run-context.ts";

export function listRuns({ mayfly, kind }: RunContext): Handler {
  return async (req, res) => {
    const query = listRunsQuerySchema.safeParse(queryOf(req));
    if (!query.success) return sendProblem(req, res, refusalOfQuery(query.error.issues, listRunsQuerySchema));
    const { status, limit, cursor } = query.data;
    const phases = status === undefined ? null : phasesOf(status);
    const page = await mayfly.listPlaced({ owner: "", kind, phases, limit, cursor: cursor ?? null });
    if (page.isErr()) return sendProblem(req, res, page.error);
    const answer: RunPage = {
      runs: page.value.runs.map(({ run, queuePosition }) => toRunStatus(run, queuePosition)),
      next_cursor: page.value.nextCursor,
    };
    return sendJson(res, 200, answer);
  };
}
