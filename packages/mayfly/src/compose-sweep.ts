// Which adapters stand behind a sweep that is asked for?
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  createFileRunOutputs,
  createFileUploads,
  createFileWorkspaces,
  createPoolJudge,
  createWorkerPool,
} from "@mayfly/adapter-fs";
import { createReapingEngine, readBootId } from "@mayfly/adapter-process";
import { acquireDataLock, DATABASE_FILE, openSqliteRecords } from "@mayfly/adapter-sqlite";
import { createMayfly, type Log, type Refusal } from "@mayfly/core";
import { createMemoryCounters, createRunSignals, memoryClock, memoryIds } from "@mayfly/core/memory";
import { err, ok, type Result } from "neverthrow";
import { registryIn } from "./compose-registry.ts";
import type { Config } from "./config.ts";
import { reachServer, takesNoCommands } from "./control/ask-server.ts";
import { sweepAllOf, type AnySweepAction, type SweepAllReport } from "./sweep-all.ts";

export interface OpenedSweep {
  /** Tells each action when it is about to be done. A refusal is that of a server that was asked. */
  sweep(dryRun: boolean, tell: (action: AnySweepAction) => void): Promise<Result<SweepAllReport, Refusal>>;
  /** Gives the data folder free. */
  close(): Promise<void>;
}

/**
 * The sweep of a data folder, which must be there: that of the server which has it, else of this process alone.
 * `migrates` tells whether an older database may be brought to this version's format. An error is a sentence for the
 * operator.
 */
export async function openSweep(config: Config, migrates: boolean, log: Log): Promise<Result<OpenedSweep, string>> {
  const dataDir = resolve(config.dataDir);
  if (!existsSync(join(dataDir, DATABASE_FILE))) return err(`There is no data of a server in ${dataDir}.`);
  const lock = acquireDataLock(dataDir);
  if (lock.isErr()) {
    if (lock.error.kind !== "held") return err(lock.error.message);
    const server = await reachServer(dataDir);
    if (server === null) return err(takesNoCommands(dataDir, lock.error.pid));
    return ok({ sweep: server.sweep, close: async () => undefined });
  }
  const records = await openSqliteRecords(dataDir, { log, migrates });
  if (records.isErr()) {
    lock.value.release();
    return err(records.error.kind === "older_format" ? olderData(dataDir) : records.error.message);
  }
  const pool = createWorkerPool();
  const bootId = await readBootId();
  const mayfly = createMayfly(
    {
      clock: memoryClock,
      ids: memoryIds,
      runs: records.value.runs,
      queue: records.value.queue,
      cache: records.value.cache,
      uploads: createFileUploads(dataDir),
      workspaces: createFileWorkspaces(dataDir, pool, bootId),
      outputs: createFileRunOutputs(dataDir),
      judge: createPoolJudge(pool),
      // It starts nothing here: a process that outlived its server has to be ended before its files go.
      engines: [createReapingEngine(bootId)],
      signals: createRunSignals(),
      log,
      // A command ends before anybody could ask.
      counters: createMemoryCounters(),
    },
    config.options,
  );
  const { profile, packageLimits, outputTtlMs } = config.options;
  const terms = { profile, packageLimits, installTtlMs: outputTtlMs };
  const registry = registryIn(dataDir, pool, records.value.installs, terms, log);
  const sweepAll = sweepAllOf(mayfly, registry);
  return ok({
    sweep: async (dryRun, tell) => ok(await sweepAll("all", { dryRun, tell })),
    async close() {
      await registry.stop();
      await mayfly.stop();
      await pool.close();
      records.value.close();
      lock.value.release();
    },
  });
}

/** Nobody uses it: the lock is ours. */
function olderData(dataDir: string): string {
  return `The data in ${dataDir} is of an older version; start the server once, or sweep without --dry-run, to bring it to this one.`;
}
