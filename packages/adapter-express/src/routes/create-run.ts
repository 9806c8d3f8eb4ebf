// POST …: ask for a run. (req A1, A3; design §7)
import { refusal, statusOf } from "@mayfly/core";
import { parseCreateRun, type CreateRunAnswer } from "@mayfly/core/contract";
import { sendJson } from "../answers/send-json.ts";
import { sendProblem } from "../answers/send-problem.ts";
import { readJson } from "../body/read-json.ts";
import { noteRun } from "../request-log.ts";
import type { Handler } from "./mount-route.ts";
import { refusalOfProblems } from "./refusal-of-problems.ts";
import type { RunContext } from "./run-context.ts";

export function createRun({ mayfly, kind, bodyPace }: RunContext): Handler {
  return async (req, res) => {
    const body = await readJson(req, bodyPace);
    if (body.isErr()) return sendProblem(req, res, body.error);
    const wanted = parseCreateRun(body.value);
    if (wanted.isErr()) return sendProblem(req, res, refusalOfProblems(wanted.error));
    const created = await mayfly.create({ kind, ...wanted.value });
    if (created.isErr())
      return sendProblem(req, res, refusal(created.error.code, created.error.message, { ...created.error, run: null }));
    const run = created.value;
    noteRun(res, run.id);
    res.setHeader("Location", `${req.baseUrl}/${run.id}`);
    const answer: CreateRunAnswer = { request_id: run.id, status: statusOf(run.state.phase) };
    return sendJson(res, 200, answer);
  };
}
