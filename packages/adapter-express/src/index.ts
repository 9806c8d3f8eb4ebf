// What does @mayfly/adapter-express give to those who serve HTTP?
export { DEFAULT_BODY_PACE, type BodyPace } from "./body/stall-guard.ts";
export { createHttpApp } from "./create-http-app.ts";
export { createHttpServer } from "./create-http-server.ts";
export { createRouter } from "./create-router.ts";
export type { HttpOptions, Metrics } from "./http-options.ts";
