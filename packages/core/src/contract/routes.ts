// Which routes has the HTTP API? The one table: documentation is made of it, and adapters are held to it. (design §7)
import { engineListSchema } from "./engines.ts";
import { healthSchema } from "./health.ts";
import { installFormSchema, installStatusSchema, startedInstallSchema } from "./installs.ts";
import type { Route } from "./route.ts";
import { FORM_BODY, runRoutes } from "./run-routes.ts";
import { listSkillsQuerySchema, shownSkillSchema, skillPageSchema } from "./skills.ts";
import { validatePackageFormSchema, validationTermsSchema } from "./validate-package.ts";
import { validationReportSchema } from "./validation-report.ts";

/** The routes beside those of runs, by what is done. */
export const OTHER_ROUTES = {
  validate: {
    method: "POST",
    path: "/v1/skill-packages/validate",
    summary: "Judges a package that no run has to do with; nothing of it is stored.",
    query: validationTermsSchema,
    body: { mediaType: "multipart/form-data", schema: validatePackageFormSchema, required: true },
    answers: [{ status: 200, description: "the report, on a bad package too", schema: validationReportSchema }],
    refusals: [...FORM_BODY, "REQUEST_VALIDATIONS_FULL"],
  },
  install: {
    method: "POST",
    path: "/v1/skill-packages/install",
    summary: "Begins to install a skill, or to upgrade one.",
    body: { mediaType: "multipart/form-data", schema: installFormSchema, required: true },
    answers: [{ status: 200, description: "begun", schema: startedInstallSchema, headers: ["Location"] }],
    refusals: [...FORM_BODY, "SKILL_INSTALL_FORBIDDEN", "REQUEST_VALIDATIONS_FULL"],
  },
  installed: {
    method: "GET",
    path: "/v1/skill-packages/{id}",
    summary: "Tells what became of an install.",
    answers: [{ status: 200, description: "its outcome", schema: installStatusSchema }],
    refusals: ["SKILL_INSTALL_NOT_FOUND"],
  },
  skills: {
    method: "GET",
    path: "/v1/skills",
    summary: "Lists the installed skills by id, a page at a time.",
    query: listSkillsQuerySchema,
    answers: [{ status: 200, description: "a page", schema: skillPageSchema }],
    refusals: [],
  },
  skill: {
    method: "GET",
    path: "/v1/skills/{id}",
    summary: "Shows an installed skill with its schemas, so that a client can build a form.",
    answers: [{ status: 200, description: "the skill", schema: shownSkillSchema }],
    refusals: ["SKILL_NOT_FOUND"],
  },
  engines: {
    method: "GET",
    path: "/v1/engines",
    summary: "Lists the engines that this server can run now, and why it cannot run others.",
    answers: [{ status: 200, description: "the engines", schema: engineListSchema }],
    refusals: [],
  },
  metrics: {
    method: "GET",
    path: "/metrics",
    summary: "Tells how often what happened since the server began, for Prometheus.",
    answers: [{ status: 200, description: "the counters", mediaType: "text/plain; version=0.0.4; charset=utf-8" }],
    refusals: [],
  },
  health: {
    method: "GET",
    path: "/healthz",
    summary: "Tells that the server answers; needs no key.",
    answers: [{ status: 200, description: "it does", schema: healthSchema }],
    refusals: [],
  },
} as const satisfies Readonly<Record<string, Route>>;

/** Every route; each method of a path is one. */
export const ROUTES: readonly Route[] = [
  ...Object.values(runRoutes("temporary")),
  ...Object.values(runRoutes("installed")),
  ...Object.values(OTHER_ROUTES),
];

/** The routes that answer at `path`, an address without its query. */
export function routesAt(path: string): readonly Route[] {
  const exact = ROUTES.filter((route) => route.path === path);
  return exact.length > 0 ? exact : ROUTES.filter((route) => patternOf(route).test(path));
}

function patternOf({ path }: Route): RegExp {
  const pattern = path.replaceAll(/\{(\w+)\}/g, (_all, name) => (name === "path" ? ".+" : "[^/]+"));
  return new RegExp(`^${pattern}/?$`);
}
