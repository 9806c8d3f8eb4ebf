// Does a client wait to be told that it may send its body?
import type { IncomingMessage, ServerResponse } from "node:http";

const waiting = new WeakMap<IncomingMessage, ServerResponse>();

/** Remembers a client that sent `Expect: 100-continue`; it is answered when somebody reads the body, or refused without one. */
export function rememberExpectation(req: IncomingMessage, res: ServerResponse): void {
  waiting.set(req, res);
}

/** Tells the client to go on, if it waits for that. */
export function continueBody(req: IncomingMessage): void {
  waiting.get(req)?.writeContinue();
  waiting.delete(req);
}
