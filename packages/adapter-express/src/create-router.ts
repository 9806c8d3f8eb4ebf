// Which routes does Mayfly put into an Express application?
import type { Mayfly } from "@mayfly/core";
import { Router } from "express";
import { answerFault } from "./answers/answer-fault.ts";
import { DEFAULT_BODY_PACE } from "./body/stall-guard.ts";
import type { HttpOptions } from "./http-options.ts";
import { listEngines } from "./routes/list-engines.ts";
import { mountRoute } from "./routes/mount-route.ts";
import { showMetrics } from "./routes/show-metrics.ts";
import { runRoutes } from "./routes/run-routes.ts";
import { skillRoutes } from "./routes/skill-routes.ts";
import { skillPackageRoutes } from "./routes/skill-package-routes.ts";

/**
 * The routes alone, for an application that has its own walls. Mount it before anything that reads bodies. Addresses
 * that it does not know are passed on.
 */
export function createRouter(
  mayfly: Mayfly,
  options: Pick<HttpOptions, "log" | "bodyPace" | "registry" | "apiKey" | "metrics">,
): Router {
  const { log, registry, metrics, apiKey = null } = options;
  const bodyPace = { ...DEFAULT_BODY_PACE, ...options.bodyPace };
  const router = Router({ caseSensitive: true });
  router.use("/v1/temp-skill-runs", runRoutes({ mayfly, kind: "temporary", log, bodyPace }));
  router.use("/v1/jobs", runRoutes({ mayfly, kind: "installed", log, bodyPace }));
  mountRoute(router, "/v1/engines", { GET: listEngines(mayfly) });
  router.use("/v1/skill-packages", skillPackageRoutes(mayfly, bodyPace, registry ?? null, apiKey !== null));
  if (registry !== undefined) router.use("/v1/skills", skillRoutes(registry));
  if (metrics !== undefined) mountRoute(router, "/metrics", { GET: showMetrics(metrics) });
  router.use(answerFault(log));
  return router;
}
