// Is there a body that has not arrived yet, and how is it got rid of?
import type { IncomingMessage } from "node:http";

/** Whether bytes of the body may still be on their way. */
export function hasUnreadBody(req: IncomingMessage): boolean {
  if (req.complete || req.destroyed) return false;
  return req.headers["transfer-encoding"] !== undefined || Number(req.headers["content-length"] ?? 0) > 0;
}

/** What is dropped at most, whichever comes first. */
export const DROP_LIMITS = { bytes: 64 * 1024 * 1024, ms: 5000 };

/**
 * Reads and drops what still comes; resolves at its end, at a limit, or when the client goes away. A client that sends all of its body before it reads would
 * otherwise meet a reset connection instead of the answer. (design §7 Errors)
 */
export function dropBody(req: IncomingMessage, limits: typeof DROP_LIMITS = DROP_LIMITS): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let left = limits.bytes;
  const onData = (chunk: Buffer): void => {
    left -= chunk.length;
    if (left < 0) stop();
  };
  const timer = setTimeout(stop, limits.ms);
  function stop(): void {
    clearTimeout(timer);
    req.off("data", onData).off("end", stop).off("error", stop).off("close", stop);
    req.pause();
    resolve();
  }
  req.on("end", stop).on("error", stop).on("close", stop).on("data", onData);
  req.resume();
  return promise;
}
