// What does one job of the suite do, and what is seen of it?
import { ok, type Result } from "neverthrow";
import type {
  EngineJob,
  EngineLimits,
  EngineOutcome,
  Fault,
  JsonObject,
  LogStream,
  PackageContract,
  ProcessIdentity,
} from "@mayfly/core";
import { memoryIds } from "@mayfly/core/memory";
import type { EngineUnderTest } from "./engine-under-test.ts";
import type { Step } from "./steps.ts";

export interface TrySettings {
  readonly signal?: AbortSignal;
  readonly document?: JsonObject;
  readonly limits?: Partial<EngineLimits>;
  /** In place of the contract of what was staged. */
  readonly contract?: PackageContract;
  /** Called at the start with what is seen until then; ok when it is left out. */
  readonly started?: (seen: Seen) => Promise<Result<void, unknown>>;
  /** Called when something was printed; until it answers, the log takes no more of that stream. */
  readonly printed?: (seen: Seen) => void | Promise<void>;
}

export interface Seen {
  /** Whole chunks, as the log has them. */
  readonly text: Readonly<Record<LogStream, string>>;
  /** What `started` was told, each time. */
  readonly identities: readonly ProcessIdentity[];
  /** Writes that the log has not answered yet. */
  readonly pending: number;
  artifact(path: string): Promise<string | null>;
}

export interface Tried extends Seen {
  /** Which is awaited already. */
  readonly answer: Result<EngineOutcome, Fault>;
}

const LIMITS: EngineLimits = { maxWrittenBytes: 64 * 1024 * 1024, maxWrittenFiles: 1000, graceMs: 500 };

/** How long the log takes for each chunk, in milliseconds: who does not wait for it is found out. */
const SLOW_LOG_MS = 5;

/** Runs a job whose program does `steps`, to its end. */
export async function trySteps(
  { engine, stage }: EngineUnderTest,
  steps: readonly Step[],
  how: TrySettings = {},
): Promise<Tried> {
  const { document = {} } = how;
  const [run, attempt] = [memoryIds.runId(), memoryIds.attemptId()];
  const { contract, paths, artifact } = await stage(run, attempt, steps, document);
  const chunks: Record<LogStream, Uint8Array[]> = { stdout: [], stderr: [] };
  const identities: ProcessIdentity[] = [];
  let pending = 0;
  const seen: Seen = {
    get text() {
      return { stdout: Buffer.concat(chunks.stdout).toString(), stderr: Buffer.concat(chunks.stderr).toString() };
    },
    get pending() {
      return pending;
    },
    identities,
    artifact,
  };
  const job: EngineJob = {
    run,
    attempt,
    contract: how.contract ?? contract,
    paths,
    document,
    limits: { ...LIMITS, ...how.limits },
    logs: {
      async write(stream, chunk) {
        pending += 1;
        const kept = Uint8Array.from(chunk);
        await pause(SLOW_LOG_MS);
        chunks[stream].push(kept);
        pending -= 1;
        await how.printed?.(seen);
      },
      close: async () => ok(),
    },
    async started(process) {
      identities.push(process);
      return how.started === undefined ? ok() : how.started(seen);
    },
  };
  const answer = await engine.execute(job, how.signal ?? new AbortController().signal);
  // As it is now, whatever a broken engine still adds to it.
  return { answer, text: seen.text, pending, identities: [...identities], artifact };
}

/** The outcome of a job that met no fault. */
export function outcomeOf({ answer }: Tried): EngineOutcome {
  return answer._unsafeUnwrap();
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
