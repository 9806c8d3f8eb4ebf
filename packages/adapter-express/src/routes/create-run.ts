// POST …: ask for a run, of a skill that is uploaded or of one that is installed. (req A1, A3, G2; design §7)
import { refusal, statusOf, type Mayfly, type Refusal, type Run } from "@mayfly/core";
import {
  cacheHitOf,
  IDEMPOTENCY_KEY_HEADER,
  parseCreateJob,
  parseCreateRun,
  parseIdempotencyKey,
  type CreateRunAnswer,
} from "@mayfly/core/contract";
import { err, type Result } from "neverthrow";
import { sendJson } from "../answers/send-json.ts";
import { sendProblem } from "../answers/send-problem.ts";
import { readJson } from "../body/read-json.ts";
import { noteRun } from "../request-log.ts";
import type { Handler } from "./mount-route.ts";
import { refusalOfProblems } from "./refusal-of-problems.ts";
import type { RunContext } from "./run-context.ts";

export function createRun({ mayfly, kind, bodyPace }: RunContext): Handler {
  return async (req, res) => {
    const key = parseIdempotencyKey(req.get(IDEMPOTENCY_KEY_HEADER));
    if (key.isErr()) return sendProblem(req, res, refusalOfProblems([key.error]));
    const body = await readJson(req, bodyPace);
    if (body.isErr()) return sendProblem(req, res, body.error);
    const created = await CREATE[kind](mayfly, body.value, key.value);
    if (created.isErr())
      return sendProblem(req, res, refusal(created.error.code, created.error.message, { ...created.error, run: null }));
    const run = created.value;
    noteRun(res, run.id);
    res.setHeader("Location", `${req.baseUrl}/${run.id}`);
    const answer: CreateRunAnswer = { request_id: run.id, ...cacheHitOf(run), status: statusOf(run.state.phase) };
    return sendJson(res, 200, answer);
  };
}

type Create = (mayfly: Mayfly, body: unknown, idempotencyKey: string | null) => Promise<Result<Run, Refusal>>;

const CREATE: Readonly<Record<RunContext["kind"], Create>> = {
  async temporary(mayfly, body, idempotencyKey) {
    const wanted = parseCreateRun(body);
    if (wanted.isErr()) return err(refusalOfProblems(wanted.error));
    return mayfly.create({ kind: "temporary", ...wanted.value, idempotencyKey });
  },
  async installed(mayfly, body, idempotencyKey) {
    const wanted = parseCreateJob(body);
    if (wanted.isErr()) return err(refusalOfProblems(wanted.error));
    return mayfly.createJob({ ...wanted.value, idempotencyKey });
  },
};
