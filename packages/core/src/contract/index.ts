// The messages of the HTTP API, for adapters and clients.
export * from "./create-run.ts";
export * from "./http-status.ts";
export * from "./installs.ts";
export * from "./iso.ts";
export * from "./list-runs.ts";
export * from "./problem-document.ts";
export * from "./run-answers.ts";
export * from "./run-status.ts";
export * from "./skills.ts";
