// The messages of the HTTP API, for adapters and clients.
export * from "./create-job.ts";
export * from "./create-request.ts";
export * from "./create-run.ts";
export * from "./engines.ts";
export * from "./http-status.ts";
export * from "./installs.ts";
export * from "./iso.ts";
export * from "./list-runs.ts";
export * from "./problem-document.ts";
export * from "./run-answers.ts";
export * from "./run-status.ts";
export * from "./validate-package.ts";
export * from "./validation-report.ts";
export * from "./skills.ts";
