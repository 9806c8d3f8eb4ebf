// What does a client hear when a handler threw? (design §7: 500 never shows an internal message or path)
import { refusal, type Log } from "@mayfly/core";
import type { ErrorRequestHandler } from "express";
import { sendProblem } from "./send-problem.ts";
import { takeBackHeaders } from "./take-back-headers.ts";

/** The last resort of every route: a path that does not decode is the client's fault, all else is a bug of ours. */
export function answerFault(log: Log): ErrorRequestHandler {
  return (error: unknown, req, res, _next) => {
    if (error instanceof URIError) {
      sendProblem(
        req,
        res,
        refusal("REQUEST_PATH_INVALID", "The address holds a percent sign that stands for no character."),
      );
      return;
    }
    log.error("a request met a fault", { method: req.method, cause: error });
    if (res.headersSent) {
      res.destroy();
      return;
    }
    takeBackHeaders(res);
    sendProblem(
      req,
      res,
      refusal("REQUEST_INTERNAL", "The server could not carry this out because of a fault of its own."),
    );
  };
}
