// Which routes does a family of runs have? (design §7)
import { Router } from "express";
import { downloadArtifact, listArtifacts } from "./artifacts.ts";
import { downloadBundle } from "./bundle.ts";
import { cancelRun } from "./cancel-run.ts";
import { createRun } from "./create-run.ts";
import { deleteRun } from "./delete-run.ts";
import { listRuns } from "./list-runs.ts";
import { readLogs } from "./logs.ts";
import { mountRoute } from "./mount-route.ts";
import { readResult } from "./read-result.ts";
import { readRun } from "./read-run.ts";
import type { RunContext } from "./run-context.ts";
import { upload } from "./upload.ts";

/** The same for every kind of run; `context.kind` says which one is served here. */
export function runRoutes(context: RunContext): Router {
  const router = Router({ caseSensitive: true });
  mountRoute(router, "/", { GET: listRuns(context), POST: createRun(context) });
  mountRoute(router, "/:id", { GET: readRun(context), DELETE: deleteRun(context) });
  mountRoute(router, "/:id/upload", { POST: upload(context) });
  mountRoute(router, "/:id/result", { GET: readResult(context) });
  mountRoute(router, "/:id/artifacts", { GET: listArtifacts(context) });
  mountRoute(router, "/:id/artifacts/*path", { GET: downloadArtifact(context) });
  mountRoute(router, "/:id/logs", { GET: readLogs(context) });
  mountRoute(router, "/:id/bundle", { GET: downloadBundle(context) });
  mountRoute(router, "/:id/cancel", { POST: cancelRun(context) });
  return router;
}
