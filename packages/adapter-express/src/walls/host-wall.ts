// Is the request meant for this server? A page that makes its own name lead here (DNS rebinding) is not. (design §7 Browsers)
import { refusal } from "@mayfly/core";
import type { RequestHandler } from "express";
import { sendProblem } from "../answers/send-problem.ts";
import { hostName, isLoopback } from "./host-name.ts";

/** Lets through loopback names and `allowedHosts`; answers the rest with 421. */
export function hostWall(allowedHosts: readonly string[]): RequestHandler {
  const allowed = new Set(allowedHosts.map((each) => each.trim().toLowerCase()));
  return (req, res, next) => {
    // An address in absolute form names a host of its own, which would go unchecked.
    if (!req.url.startsWith("/")) {
      sendProblem(req, res, refusal("REQUEST_PATH_INVALID", "The address of a request starts with `/`."));
      return;
    }
    // Node takes the first of several, and whatever stands before this server may take another. (RFC 9112, 3.2)
    if ((req.headersDistinct.host?.length ?? 0) > 1) {
      sendProblem(req, res, refusal("REQUEST_INVALID", "A request names its host once."));
      return;
    }
    const host = hostName(req.headers.host);
    if (
      host !== null &&
      (isLoopback(host.name) || allowed.has(host.name) || allowed.has(`${host.name}:${host.port}`))
    ) {
      next();
      return;
    }
    const message = "This server does not answer for the host that the request names; its operator can allow it.";
    sendProblem(req, res, refusal("REQUEST_HOST_REFUSED", message));
  };
}
