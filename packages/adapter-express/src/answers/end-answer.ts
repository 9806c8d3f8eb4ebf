// How does an answer end while the body of its request may still be coming?
import type { IncomingMessage, ServerResponse } from "node:http";
import { dropBody, hasUnreadBody } from "../body/unread-body.ts";

/**
 * Sends `bytes` as the whole answer. While the body is still coming, the answer goes out at once, the connection is to be
 * closed, and the rest is read and dropped for a while, so that ordinary clients get to read the answer.
 */
export function endAnswer(req: IncomingMessage, res: ServerResponse, bytes: Uint8Array): void {
  if (!hasUnreadBody(req)) {
    res.end(bytes);
    return;
  }
  res.setHeader("Connection", "close");
  res.write(bytes);
  // Ending the response is what makes Node close the connection, so it waits.
  void dropBody(req).then(() => res.end());
}
