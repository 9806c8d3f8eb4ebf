// How is the body of a request read, with back-pressure and an eye on its pace?
import type { IncomingMessage } from "node:http";
import { continueBody } from "./expect-continue.ts";
import { createStallGuard, type BodyPace } from "./stall-guard.ts";

/** `ended`: all of it was read. `gone`: the client went away. `stopped`: `signal` aborted. */
export type PumpEnd = "ended" | "stalled" | "gone" | "stopped";

/**
 * Gives each chunk of the body to `take`, and waits while `take` says so. Never destroys the request, so that an answer
 * can still be sent; what was not read stays unread.
 */
export function pumpBody(
  req: IncomingMessage,
  take: (chunk: Buffer) => Promise<void> | undefined,
  pace: BodyPace,
  signal: AbortSignal,
): Promise<PumpEnd> {
  if (signal.aborted) return Promise.resolve("stopped");
  if (req.readableEnded) return Promise.resolve("ended");
  if (req.destroyed) return Promise.resolve("gone");
  const { promise, resolve } = Promise.withResolvers<PumpEnd>();
  const guard = createStallGuard(pace, () => end("stalled"));
  let over = false;

  const onData = (chunk: Buffer): void => {
    guard.count(chunk.length);
    const busy = take(chunk);
    if (busy === undefined || over) return;
    req.pause();
    guard.pause();
    void busy.then(() => {
      if (over) return;
      guard.resume();
      req.resume();
    });
  };
  const onEnd = (): void => end("ended");
  const onGone = (): void => end("gone");
  const onAbort = (): void => end("stopped");

  function end(how: PumpEnd): void {
    if (over) return;
    over = true;
    guard.stop();
    req.pause();
    req.off("data", onData).off("end", onEnd).off("error", onGone).off("close", onGone);
    signal.removeEventListener("abort", onAbort);
    resolve(how);
  }

  signal.addEventListener("abort", onAbort, { once: true });
  req.on("end", onEnd).on("error", onGone).on("close", onGone).on("data", onData);
  continueBody(req);
  return promise;
}
