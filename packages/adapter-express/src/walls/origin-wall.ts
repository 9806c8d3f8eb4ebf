// May the page that sends this request call this server? (design §7 Browsers)
import { refusal } from "@mayfly/core";
import type { Request, RequestHandler, Response } from "express";
import { sendProblem } from "../answers/send-problem.ts";

const METHODS = "GET, HEAD, POST, DELETE";
const REQUEST_HEADERS =
  "Authorization, Content-Digest, Content-Type, Idempotency-Key, If-None-Match, If-Range, Last-Event-ID, Range";
const ANSWER_HEADERS = "Accept-Ranges, Content-Disposition, Content-Range, ETag, Location, Retry-After";

/** Refuses foreign pages with 403, and speaks CORS with those of `corsOrigins`. Clients that are no browsers pass. */
export function originWall(corsOrigins: readonly string[]): RequestHandler {
  const allowed = new Set(corsOrigins.map((each) => each.trim().toLowerCase().replace(/\/$/, "")));
  return (req, res, next) => {
    if (allowed.size > 0) res.vary("Origin");
    const { origin } = req.headers;
    if (origin !== undefined && allowed.has(origin.toLowerCase())) {
      welcome(req, res, origin, next);
      return;
    }
    const site = req.headers["sec-fetch-site"];
    const foreignSite = site === "cross-site" || site === "same-site";
    if (!foreignSite && (origin === undefined || isOwn(origin, req.headers.host))) {
      next();
      return;
    }
    sendProblem(
      req,
      res,
      refusal(
        "REQUEST_ORIGIN_REFUSED",
        "Pages of another origin may not call this server; its operator can allow them.",
      ),
    );
  };
}

/** Same host and port; the scheme may differ where something in front of the server speaks TLS. */
function isOwn(origin: string, host: string | undefined): boolean {
  return /^https?:\/\/(.+)$/i.exec(origin)?.[1]?.toLowerCase() === host?.toLowerCase();
}

function welcome(req: Request, res: Response, origin: string, next: () => void): void {
  res.setHeader("Access-Control-Allow-Origin", origin);
  res.setHeader("Access-Control-Expose-Headers", ANSWER_HEADERS);
  const isPreflight = req.method === "OPTIONS" && req.headers["access-control-request-method"] !== undefined;
  if (!isPreflight) {
    next();
    return;
  }
  res.setHeader("Access-Control-Allow-Methods", METHODS);
  res.setHeader("Access-Control-Allow-Headers", REQUEST_HEADERS);
  res.setHeader("Access-Control-Max-Age", 600);
  res.status(204).end();
}
