// What does a program need to embed Mayfly without a disk?
import type { Counters } from "../ports/counters.ts";
import type { Log } from "../ports/log.ts";
import type { Ports } from "../ports/ports.ts";
import type { EngineDefinition } from "./define-engine.ts";
import { memoryClock } from "./memory-clock.ts";
import { createMemoryCounters } from "./memory-counters.ts";
import { createFunctionEngine } from "./memory-engine.ts";
import { memoryIds } from "./memory-ids.ts";
import { createMemoryJudge } from "./memory-judge.ts";
import { createMemoryRecords } from "./memory-records.ts";
import { createMemoryRunOutputs } from "./memory-run-outputs.ts";
import { createRunSignals } from "./memory-run-signals.ts";
import { createMemoryUploads } from "./memory-uploads.ts";
import { createMemoryWorkspaces } from "./memory-workspaces.ts";
import { silentLog } from "./silent-log.ts";

export interface MemoryPortsOptions {
  readonly engines: readonly EngineDefinition[];
  /** Says nothing unless given. */
  readonly log?: Log;
  /** Counts for nobody unless given. */
  readonly counters?: Counters;
}

/**
 * Every port over memory: runs, files and records are gone when the process ends. Its judge applies a package's schemas
 * in this thread, so it is for packages that are trusted.
 */
export function createMemoryPorts({
  engines,
  log = silentLog,
  counters = createMemoryCounters(),
}: MemoryPortsOptions): Ports {
  const workspaces = createMemoryWorkspaces();
  return {
    clock: memoryClock,
    ids: memoryIds,
    ...createMemoryRecords(),
    uploads: createMemoryUploads(),
    workspaces,
    outputs: createMemoryRunOutputs(workspaces),
    judge: createMemoryJudge(),
    engines: engines.map(({ name, program }) => createFunctionEngine(name, workspaces, program)),
    signals: createRunSignals(),
    log,
    counters,
  };
}
