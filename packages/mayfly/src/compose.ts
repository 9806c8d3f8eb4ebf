// Which adapter stands behind which port? The only file that names them.
import { join } from "node:path";
import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { createHttpApp, createHttpServer } from "@mayfly/adapter-express";
import {
  createFileRunOutputs,
  createFileSkillCatalog,
  createFileSkillInstaller,
  createFileUploads,
  createFileWorkspaces,
  createPoolJudge,
  createWorkerPool,
  openDataFolder,
} from "@mayfly/adapter-fs";
import { createScriptEngine, readBootId } from "@mayfly/adapter-process";
import { createPrometheusMetrics } from "@mayfly/adapter-prometheus";
import { startSweeping, startWorkers, type Sweeping, type Workers } from "@mayfly/adapter-scheduler";
import { acquireDataLock, openSqliteRecords, type DataLock, type LockHeld } from "@mayfly/adapter-sqlite";
import {
  createMayfly,
  createRegistry,
  type EngineDescription,
  type Fault,
  type Log,
  type Mayfly,
  type Ports,
  type Registry,
  type RegistryPorts,
} from "@mayfly/core";
import { createRunSignals, memoryClock, memoryIds } from "@mayfly/core/memory";
import { err, ok, type Result } from "neverthrow";
import type { Config } from "./config.ts";
import { sweepAllOf, type SweepAll } from "./sweep-all.ts";

export { ignoreDebuggerSignal } from "@mayfly/adapter-process";
export { acquireDataLock } from "@mayfly/adapter-sqlite";

export interface Composed {
  readonly mayfly: Mayfly;
  readonly registry: Registry;
  /** Sweeps once, what `begin` does in intervals. */
  readonly sweep: SweepAll;
  /** Answers for `mayfly`; does not listen yet. */
  readonly server: Server;
  readonly engines: readonly EngineDescription[];
  /** Absolute. */
  readonly dataDir: string;
  /** Lets happen what happens by itself: queued runs are taken, and the sweep runs, first right now. */
  begin(): { readonly workers: Workers; readonly sweeping: Sweeping };
  /** Judges the installed skills before somebody asks for them; ends early when `signal` aborts. */
  warmSkills(signal: AbortSignal): Promise<Result<void, Fault>>;
  /** Closes what was opened, the lock last. All work must have ended. */
  close(): Promise<void>;
}

/** Stands around ports: answers those that are asked in their place. */
export type Around = <P extends Ports | RegistryPorts>(ports: P) => P;

/**
 * Opens the data folder for this process alone and wires everything over it. An error is a sentence for the operator.
 * @param around for who looks on, or gets in between, where a step asks a port
 */
export async function compose(
  config: Config,
  log: Log,
  around: Around = (ports) => ports,
): Promise<Result<Composed, string>> {
  const folder = await openDataFolder(config.dataDir);
  if (folder.isErr()) return err(folder.error.message);
  const dataDir = folder.value.path;
  const lock = await ownDataFolder(dataDir);
  if (lock.isErr()) return err(lock.error.message);
  const records = await openSqliteRecords(dataDir, { log });
  if (records.isErr()) {
    lock.value.release();
    return err(records.error.message);
  }
  const pool = createWorkerPool();
  // The trial start of a wall writes where a crash leaves nothing: the trash is emptied at every start.
  const scratchDir = join(dataDir, "tmp", "trash");
  const engine = await createScriptEngine({ sandbox: config.sandbox, hiddenDirs: [dataDir], scratchDir });
  const options = withinPathBudget(config, folder.value.maxPathBytes);
  const { profile, packageLimits, outputTtlMs } = options;
  const catalog = createFileSkillCatalog(dataDir, pool, { profile, packageLimits });
  const judge = createPoolJudge(pool);
  const metrics = createPrometheusMetrics({ activeWork: () => mayfly.activeRuns, ofProcess: true });
  const { counters } = metrics;
  const mayfly = createMayfly(
    around({
      clock: memoryClock,
      ids: memoryIds,
      catalog,
      runs: records.value.runs,
      queue: records.value.queue,
      cache: records.value.cache,
      uploads: createFileUploads(dataDir),
      workspaces: createFileWorkspaces(dataDir, pool, await readBootId()),
      outputs: createFileRunOutputs(dataDir),
      judge,
      engines: [engine],
      signals: createRunSignals(),
      log,
      counters,
    }),
    options,
  );
  // What changes the installed skills stands beside what runs them, and is given to nobody but the routes. (req C2)
  const registry = createRegistry(
    around({
      clock: memoryClock,
      ids: memoryIds,
      catalog,
      installer: createFileSkillInstaller(dataDir, pool),
      installs: records.value.installs,
      judge,
      log,
      counters,
    }),
    { profile, packageLimits, installTtlMs: outputTtlMs },
  );
  const sweep = sweepAllOf(mayfly, registry);
  const { apiKey, allowedHosts, corsOrigins, maxRunning, sweepIntervalMs } = config;
  return ok({
    mayfly,
    registry,
    sweep,
    server: createHttpServer(createHttpApp(mayfly, { apiKey, allowedHosts, corsOrigins, log, registry, metrics })),
    engines: mayfly.engines(),
    dataDir,
    begin() {
      pool.warm();
      return {
        workers: startWorkers(mayfly, { maxRunning, log }),
        sweeping: startSweeping({ sweep }, { intervalMs: sweepIntervalMs, log }),
      };
    },
    warmSkills: (signal) => catalog.warm(signal),
    async close() {
      await pool.close();
      records.value.close();
      lock.value.release();
    },
  });
}

/** A command holds the folder for as long as it looks; another server holds it for good. */
const LOCK_PATIENCE_MS = 2000;
const LOCK_PAUSE_MS = 50;

/** The lock of `dataDir`; an error is that of the last try. */
async function ownDataFolder(dataDir: string): Promise<Result<DataLock, LockHeld | Fault>> {
  for (const until = performance.now() + LOCK_PATIENCE_MS; ; await sleep(LOCK_PAUSE_MS)) {
    const lock = acquireDataLock(dataDir);
    if (lock.isOk() || lock.error.kind !== "held" || performance.now() >= until) return lock;
  }
}

/** No path may be longer than this data folder has room for. */
function withinPathBudget({ options }: Config, maxPathBytes: number): Config["options"] {
  const lower = <L extends { readonly maxPathBytes: number }>(limits: L): L => ({
    ...limits,
    maxPathBytes: Math.min(limits.maxPathBytes, maxPathBytes),
  });
  return {
    ...options,
    packageLimits: lower(options.packageLimits),
    inputLimits: lower(options.inputLimits),
    collectLimits: lower(options.collectLimits),
  };
}
