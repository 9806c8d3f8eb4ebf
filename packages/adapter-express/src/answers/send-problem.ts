// How does a client hear no? (RFC 9457; design §7 Errors)
import type { Refusal } from "@mayfly/core";
import { PROBLEM_MEDIA_TYPE, toProblemDocument } from "@mayfly/core/contract";
import type { IncomingMessage, ServerResponse } from "node:http";
import { dropBody, hasUnreadBody } from "../body/unread-body.ts";
import { setInertHeaders } from "./inert-headers.ts";

/** Statuses that promise a `Retry-After`, and its seconds where the refusal names none. */
const RETRY_SECONDS: Readonly<Record<number, number>> = { 429: 5, 503: 5, 507: 60 };

/**
 * Answers with a problem document. While the body is still coming, the answer goes out at once, the connection is to be
 * closed, and the rest is read and dropped for a while, so that ordinary clients get to read the answer.
 */
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
  if (!hasUnreadBody(req)) {
    res.end(bytes);
    return;
  }
  res.setHeader("Connection", "close");
  res.write(bytes);
  // Ending the response is what makes Node close the connection, so it waits.
  void dropBody(req).then(() => res.end());
}
