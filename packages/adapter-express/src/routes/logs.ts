// GET …/{id}/logs: what did the program print? (design §7)
import { readLogsQuerySchema, type RunLogs } from "@mayfly/core/contract";
import { attachment } from "../answers/attachment.ts";
import { sendJson } from "../answers/send-json.ts";
import { sendProblem } from "../answers/send-problem.ts";
import type { Handler } from "./mount-route.ts";
import { queryOf } from "./query-of.ts";
import { refusalOfQuery } from "./refusal-of-query.ts";
import { addressOf, type RunContext } from "./run-context.ts";

export function readLogs(context: RunContext): Handler {
  return async (req, res) => {
    const query = readLogsQuerySchema.safeParse(queryOf(req));
    if (!query.success) return sendProblem(req, res, refusalOfQuery(query.error.issues, readLogsQuerySchema));
    const read = await context.mayfly.logs(addressOf(context, req, res), query.data.offset ?? null);
    if (read.isErr()) return sendProblem(req, res, read.error);
    const { run, stdout, stderr, truncated } = read.value;
    const answer: RunLogs = { request_id: run.id, prompt: null, stdout: text(stdout), stderr: text(stderr), truncated };
    res.setHeader("Content-Disposition", attachment(`${run.id}-logs.json`));
    return sendJson(res, 200, answer);
  };
}

/** Programs may print anything, and an offset may cut a character: what is no UTF-8 becomes U+FFFD. */
function text(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}
