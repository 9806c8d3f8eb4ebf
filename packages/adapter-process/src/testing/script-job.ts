// What is a job like, for a test?
import { writeFile } from "node:fs/promises";
import { ok } from "neverthrow";
import type {
  AttemptId,
  EngineJob,
  EngineLimits,
  LogStream,
  PackageContract,
  RunId,
  WorkspacePaths,
} from "@mayfly/core";

export interface ScriptJob {
  readonly script: string | null;
  readonly paths: WorkspacePaths;
  readonly document?: EngineJob["document"];
  readonly limits?: Partial<EngineLimits>;
  readonly started?: EngineJob["started"];
  readonly write?: (stream: LogStream, chunk: Uint8Array) => Promise<void>;
}

const LIMITS: EngineLimits = { maxWrittenBytes: 64 * 1024 * 1024, maxWrittenFiles: 1000, graceMs: 300 };

/** A job that lies ready, its document too. */
export async function scriptJob(job: ScriptJob): Promise<EngineJob> {
  const { document = {} } = job;
  await writeFile(job.paths.documentPath, JSON.stringify(document));
  return {
    run: "01hzy3v7k8m9n0p1q2r3s4t5v6" as RunId,
    attempt: "attempt-1" as AttemptId,
    contract: scriptContract(job.script),
    paths: job.paths,
    document,
    limits: { ...LIMITS, ...job.limits },
    logs: { write: job.write ?? (async () => {}), close: async () => ok() },
    started: job.started ?? (async () => ok()),
  };
}

export function scriptContract(script: string | null): PackageContract {
  return {
    id: "probe",
    name: "probe",
    version: null,
    description: "",
    engines: ["script"],
    entrypoint: { script, prompts: {} },
    schemas: { input: "i.json", parameter: "p.json", output: "o.json" },
    inputs: [],
    parameters: [],
    output: { types: [], fields: [] },
    artifacts: [],
    files: 1,
    bytes: 1,
    content_digest: null,
  };
}
