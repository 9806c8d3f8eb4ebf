// What does the operator see of a request? One line, and never a header or a body.
import type { Log } from "@mayfly/core";
import type { RequestHandler } from "express";
import type { ServerResponse } from "node:http";

interface Seen {
  /** The pattern of the route, `null` when there was none. */
  route: string | null;
  run: string | null;
}

const seen = new WeakMap<ServerResponse, Seen>();

/** Writes the line when the answer is out or the client is gone; `status` is `null` when nothing was answered. */
export function requestLog(log: Log): RequestHandler {
  return (req, res, next) => {
    const start = performance.now();
    const { method } = req;
    const about: Seen = { route: null, run: null };
    seen.set(res, about);
    res.once("close", () => {
      const status = res.headersSent ? res.statusCode : null;
      log.info("request", { method, ...about, status, ms: Math.round(performance.now() - start) });
    });
    next();
  };
}

export function noteRoute(res: ServerResponse, route: string): void {
  const about = seen.get(res);
  if (about !== undefined) about.route = route;
}

export function noteRun(res: ServerResponse, run: string): void {
  const about = seen.get(res);
  if (about !== undefined) about.run = run;
}
