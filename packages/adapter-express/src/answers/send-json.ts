// How is a JSON answer sent?
import type { IncomingMessage, ServerResponse } from "node:http";
import { endAnswer } from "./end-answer.ts";
import { setInertHeaders } from "./inert-headers.ts";

/**
 * Sends `body` whole, for this moment only. Uses no setting of the application that it runs in.
 * @param unread the request, where this is said before its body was read
 */
export function sendJson(res: ServerResponse, status: number, body: unknown, unread?: IncomingMessage): void {
  const bytes = Buffer.from(JSON.stringify(body));
  setInertHeaders(res);
  res.setHeader("Content-Type", "application/json; charset=utf-8");
  res.setHeader("Content-Length", bytes.length);
  res.setHeader("Cache-Control", "no-store");
  res.statusCode = status;
  if (unread === undefined) res.end(bytes);
  else endAnswer(unread, res, bytes);
}
