// Which routes show the installed skills? They change nothing. (req G1; design §7)
import type { Registry } from "@mayfly/core";
import { Router } from "express";
import { listSkills } from "./list-skills.ts";
import { mountRoute } from "./mount-route.ts";
import { showSkill } from "./show-skill.ts";

export function skillRoutes(registry: Registry): Router {
  const router = Router({ caseSensitive: true });
  mountRoute(router, "/", { GET: listSkills(registry) });
  mountRoute(router, "/:id", { GET: showSkill(registry) });
  return router;
}
