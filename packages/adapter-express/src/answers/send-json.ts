// How is a JSON answer sent?
import type { ServerResponse } from "node:http";
import { setInertHeaders } from "./inert-headers.ts";

/** Sends `body` whole, for this moment only. Uses no setting of the application that it runs in. */
export function sendJson(res: ServerResponse, status: number, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body));
  setInertHeaders(res);
  res.setHeader("Content-Type", "application/json; charset=utf-8");
  res.setHeader("Content-Length", bytes.length);
  res.setHeader("Cache-Control", "no-store");
  res.statusCode = status;
  res.end(bytes);
}
