// What does the whole HTTP service look like, walls included? (design §7)
import { refusal, type Mayfly } from "@mayfly/core";
import type { Health } from "@mayfly/core/contract";
import express, { type Express } from "express";
import { answerFault } from "./answers/answer-fault.ts";
import { sendJson } from "./answers/send-json.ts";
import { sendProblem } from "./answers/send-problem.ts";
import { createRouter } from "./create-router.ts";
import type { HttpOptions } from "./http-options.ts";
import { requestLog } from "./request-log.ts";
import { mountRoute } from "./routes/mount-route.ts";
import { hostWall } from "./walls/host-wall.ts";
import { keyWall } from "./walls/key-wall.ts";
import { originWall } from "./walls/origin-wall.ts";

/** The service: host and origin walls, `/healthz`, the key wall, the routes. Every refusal is a problem document. */
export function createHttpApp(mayfly: Mayfly, options: HttpOptions): Express {
  const { log, apiKey = null, allowedHosts = [], corsOrigins = [] } = options;
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.enable("case sensitive routing");
  app.use(requestLog(log));
  app.use(hostWall(allowedHosts));
  app.use(originWall(corsOrigins));
  mountRoute(app, "/healthz", {
    GET: (_req, res) => sendJson(res, 200, { status: "ok" } satisfies Health),
  });
  if (apiKey !== null) app.use(keyWall(apiKey));
  app.use(createRouter(mayfly, options));
  app.use((req, res) => {
    sendProblem(req, res, refusal("REQUEST_ROUTE_UNKNOWN", "There is nothing at this address."));
  });
  app.use(answerFault(log));
  return app;
}
