// How does a client hear no? (RFC 9457; design §7 Errors)
import type { Refusal } from "@mayfly/core";
import { PROBLEM_MEDIA_TYPE, toProblemDocument } from "@mayfly/core/contract";
import type { IncomingMessage, ServerResponse } from "node:http";
import { endAnswer } from "./end-answer.ts";
import { setInertHeaders } from "./inert-headers.ts";

/** Statuses that promise a `Retry-After`, and its seconds where the refusal names none. */
const RETRY_SECONDS: Readonly<Record<number, number>> = { 429: 5, 503: 5, 507: 60 };

/** Answers with a problem document, also while the body is still coming. */
export function sendProblem(req: IncomingMessage, res: ServerResponse, refusal: Refusal, status?: number): void {
  const document = toProblemDocument(refusal, status);
  const retry = refusal.retryAfterSeconds ?? RETRY_SECONDS[document.status];
  const bytes = Buffer.from(JSON.stringify(document));
  setInertHeaders(res);
  res.setHeader("Content-Type", PROBLEM_MEDIA_TYPE);
  res.setHeader("Content-Length", bytes.length);
  res.setHeader("Cache-Control", "no-store");
  if (retry !== undefined) res.setHeader("Retry-After", retry);
  res.statusCode = document.status;
  endAnswer(req, res, bytes);
}
