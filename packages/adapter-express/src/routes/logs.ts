// GET …/{id}/logs: what did the program print? (design §7)
import { refusal } from "@mayfly/core";
import type { RunLogs } from "@mayfly/core/contract";
import type { Request } from "express";
import { attachment } from "../answers/attachment.ts";
import { sendJson } from "../answers/send-json.ts";
import { sendProblem } from "../answers/send-problem.ts";
import type { Handler } from "./mount-route.ts";
import { queryOf } from "./query-of.ts";
import { addressOf, type RunContext } from "./run-context.ts";

export function readLogs(context: RunContext): Handler {
  return async (req, res) => {
    const offset = offsetOf(req);
    if (offset === "invalid") {
      return sendProblem(req, res, refusal("REQUEST_INVALID", "`offset` has to be one whole number of bytes, from 0."));
    }
    const read = await context.mayfly.logs(addressOf(context, req, res), offset);
    if (read.isErr()) return sendProblem(req, res, read.error);
    const { run, stdout, stderr, truncated } = read.value;
    const answer: RunLogs = { request_id: run.id, prompt: null, stdout: text(stdout), stderr: text(stderr), truncated };
    res.setHeader("Content-Disposition", attachment(`${run.id}-logs.json`));
    return sendJson(res, 200, answer);
  };
}

function offsetOf(req: Request): number | null | "invalid" {
  const given = queryOf(req)["offset"];
  if (given === undefined) return null;
  if (typeof given !== "string" || !/^\d{1,15}$/.test(given)) return "invalid";
  return Number(given);
}

/** Programs may print anything, and an offset may cut a character: what is no UTF-8 becomes U+FFFD. */
function text(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}
