// Does the caller have the key? (design §7 Key)
import { refusal } from "@mayfly/core";
import type { RequestHandler } from "express";
import { createHash, timingSafeEqual } from "node:crypto";
import { sendProblem } from "../answers/send-problem.ts";

/** Answers 401 without `Authorization: Bearer <apiKey>`. Both sides are hashed, so that neither length nor content shows in time. */
export function keyWall(apiKey: string): RequestHandler {
  const expected = digest(apiKey);
  return (req, res, next) => {
    const given = /^Bearer +(.+)$/i.exec(req.headers.authorization ?? "")?.[1];
    if (given !== undefined && timingSafeEqual(digest(given), expected)) {
      next();
      return;
    }
    res.setHeader("WWW-Authenticate", 'Bearer realm="mayfly"');
    sendProblem(req, res, refusal("REQUEST_UNAUTHORIZED", "Send the API key as `Authorization: Bearer <key>`."));
  };
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
