// How does a function stand in for a program?
import { ok } from "neverthrow";
import type { PackageContract } from "../package/report.ts";
import type { Engine, EngineJob, EngineOutcome } from "../ports/engine.ts";
import type { LogStream } from "../ports/run-outputs.ts";
import type { ProcessIdentity } from "../run/run.ts";
import type { JsonObject, JsonValue } from "../schema/json.ts";
import type { MemoryFiles } from "./memory-files.ts";

/** What a function gets in place of a process's files and streams. */
export interface FunctionJob {
  readonly contract: PackageContract;
  readonly document: JsonObject;
  /** The bytes of the input under `key`, `null` when it was not sent. */
  input(key: string): Uint8Array | null;
  /** Writes the output document: a JSON value, or bytes as they are. */
  output(document: JsonValue | Uint8Array): void;
  /** Writes an artifact; `path` lies below the artifacts folder. */
  artifact(path: string, content: string | Uint8Array): void;
  /** Adds to a stream: a text, or bytes as they are. */
  print(stream: LogStream, content: string | Uint8Array): Promise<void>;
}

/** Answers the exit code, or nothing for 0. A rejection is told on stderr and is exit code 1. */
export type FunctionProgram = (job: FunctionJob, signal: AbortSignal) => Promise<number | void>;

/** A function has no process of its own. */
const NO_PROCESS: ProcessIdentity = { pid: 0, startTime: "", bootId: "" };

const NOT_RECORDED: EngineOutcome = { kind: "not_started", message: "The start could not be put on record." };

/**
 * An engine that calls `program` for every package. For tests and embedding: there is no wall around a function, and it
 * cannot be killed, so a run ends no sooner than its function does.
 */
export function createFunctionEngine(name: string, workspaces: MemoryFiles, program: FunctionProgram): Engine {
  return {
    name,
    describe: () => ({
      name,
      available: true,
      reason: null,
      version: null,
      models: null,
      network: "open",
      wall: "none",
    }),
    refuses: () => null,
    async execute(job, signal) {
      if (signal.aborted) return ok({ kind: "stopped" });
      const recorded = await job.started(NO_PROCESS);
      if (signal.aborted) return ok({ kind: "stopped" });
      if (recorded.isErr()) return ok(NOT_RECORDED);
      const outcome = await call(program, job, workspaces, signal);
      return ok(signal.aborted ? { kind: "stopped" } : outcome);
    },
    reap: async () => ok(),
  };
}

async function call(
  program: FunctionProgram,
  job: EngineJob,
  workspaces: MemoryFiles,
  signal: AbortSignal,
): Promise<EngineOutcome> {
  try {
    return { kind: "exited", code: (await program(jobOf(job, workspaces), signal)) ?? 0 };
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    await job.logs.write("stderr", encode(`${text}\n`));
    return { kind: "exited", code: 1 };
  }
}

function jobOf({ run, attempt, contract, document, logs }: EngineJob, workspaces: MemoryFiles): FunctionJob {
  return {
    contract,
    document,
    input(key) {
      const files = [...workspaces.read(run, attempt)];
      const found = files.find(([path]) => path === `inputs/${key}` || path.startsWith(`inputs/${key}/`));
      return found?.[1] ?? null;
    },
    output(value) {
      const bytes = value instanceof Uint8Array ? value : encode(JSON.stringify(value));
      workspaces.write(run, attempt, "run/output.json", bytes);
    },
    artifact(path, content) {
      workspaces.write(run, attempt, `run/artifacts/${path}`, bytesOf(content));
    },
    print: (stream, content) => logs.write(stream, bytesOf(content)),
  };
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === "string" ? encode(content) : content;
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
