// How does a route answer the methods that it has, and those that it has not?
import { refusal } from "@mayfly/core";
import type { Request, Response, Router } from "express";
import { sendProblem } from "../answers/send-problem.ts";
import { noteRoute } from "../request-log.ts";

export type Handler = (req: Request, res: Response) => Promise<void> | void;

/** The methods of one route; HEAD comes with GET, OPTIONS with all. */
export interface Methods {
  readonly GET?: Handler;
  readonly POST?: Handler;
  readonly DELETE?: Handler;
}

/** Mounts `methods` at `path`; any other method gets 405 and `Allow`. */
export function mountRoute(router: Router, path: string, methods: Methods): void {
  const { GET, POST, DELETE } = methods;
  const allow = [
    ...Object.keys(methods).flatMap((each) => (each === "GET" ? ["GET", "HEAD"] : [each])),
    "OPTIONS",
  ].join(", ");
  const route = router.route(path).all((req, res, next) => {
    noteRoute(res, `${req.baseUrl}${path}`);
    next();
  });
  if (GET !== undefined) route.get(GET);
  if (POST !== undefined) route.post(POST);
  if (DELETE !== undefined) route.delete(DELETE);
  route.options((_req, res) => {
    res.setHeader("Allow", allow);
    res.status(204).end();
  });
  route.all((req, res) => {
    res.setHeader("Allow", allow);
    sendProblem(req, res, refusal("REQUEST_METHOD_NOT_ALLOWED", `This route takes ${allow}, not ${req.method}.`));
  });
}
