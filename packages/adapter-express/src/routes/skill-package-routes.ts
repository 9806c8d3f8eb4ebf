// Which routes are there for skill packages that no run has to do with? (design §7)
import type { Mayfly } from "@mayfly/core";
import { Router } from "express";
import type { BodyPace } from "../body/stall-guard.ts";
import { mountRoute } from "./mount-route.ts";
import { validatePackage } from "./validate-package.ts";

export function skillPackageRoutes(mayfly: Mayfly, bodyPace: BodyPace): Router {
  const router = Router({ caseSensitive: true });
  mountRoute(router, "/validate", { POST: validatePackage(mayfly, bodyPace) });
  return router;
}
