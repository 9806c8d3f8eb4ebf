// Which routes are there for skill packages that no run has to do with? (design §7)
import type { Mayfly, Registry } from "@mayfly/core";
import { Router } from "express";
import type { BodyPace } from "../body/stall-guard.ts";
import { installPackage } from "./install-package.ts";
import { mountRoute } from "./mount-route.ts";
import { readInstall } from "./read-install.ts";
import { validatePackage } from "./validate-package.ts";

/** @param keyed whether callers have to know a key */
export function skillPackageRoutes(
  mayfly: Mayfly,
  bodyPace: BodyPace,
  registry: Registry | null,
  keyed: boolean,
): Router {
  const router = Router({ caseSensitive: true });
  mountRoute(router, "/validate", { POST: validatePackage(mayfly, bodyPace) });
  if (registry === null) return router;
  mountRoute(router, "/install", { POST: installPackage({ mayfly, registry, bodyPace, keyed }) });
  mountRoute(router, "/:id", { GET: readInstall(registry) });
  return router;
}
