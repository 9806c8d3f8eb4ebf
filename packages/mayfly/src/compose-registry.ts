// Which adapter stands behind which port of the registry, for commands that work on a data folder?
import {
  createFileSkillCatalog,
  createFileSkillInstaller,
  createPoolJudge,
  createWorkerPool,
  openDataFolder,
  type WorkerPool,
} from "@mayfly/adapter-fs";
import { acquireDataLock, openSqliteRecords } from "@mayfly/adapter-sqlite";
import { createRegistry, type InstallStore, type Log, type Registry, type RegistryOptions } from "@mayfly/core";
import { createMemoryCounters, createMemoryInstallStore, memoryClock, memoryIds } from "@mayfly/core/memory";
import { err, ok, type Result } from "neverthrow";
import type { Config } from "./config.ts";

export { openFileByteSource, readFolder } from "@mayfly/adapter-fs";

export interface OpenedRegistry {
  readonly registry: Registry;
  /** Waits for what goes on, and gives the data folder free. */
  close(): Promise<void>;
}

/**
 * The registry of a data folder for this process alone: takes its lock and ends what an earlier process left. An error is
 * a sentence for the operator.
 */
export async function openRegistry(config: Config, log: Log): Promise<Result<OpenedRegistry, string>> {
  const folder = await openDataFolder(config.dataDir);
  if (folder.isErr()) return err(folder.error.message);
  const { path, maxPathBytes } = folder.value;
  const lock = acquireDataLock(path);
  if (lock.isErr()) return err(lock.error.kind === "held" ? heldBy(path, lock.error.pid) : lock.error.message);
  const records = await openSqliteRecords(path, { log });
  if (records.isErr()) {
    lock.value.release();
    return err(records.error.message);
  }
  const { profile, packageLimits, outputTtlMs } = config.options;
  const limits = { ...packageLimits, maxPathBytes: Math.min(packageLimits.maxPathBytes, maxPathBytes) };
  const pool = createWorkerPool();
  const terms = { profile, packageLimits: limits, installTtlMs: outputTtlMs };
  const registry = registryIn(path, pool, records.value.installs, terms, log);
  const close = async (): Promise<void> => {
    await registry.stop();
    await pool.close();
    records.value.close();
    lock.value.release();
  };
  const recovered = await registry.recover();
  if (recovered.isOk()) return ok({ registry, close });
  await close();
  return err(`The installs of an earlier start could not be ended: ${recovered.error.message}`);
}

/** The same for reading alone: takes no lock, makes no folder, and can stand beside a server. */
export function readRegistry(config: Config, log: Log): OpenedRegistry {
  const { profile, packageLimits, outputTtlMs } = config.options;
  const pool = createWorkerPool();
  const terms = { profile, packageLimits, installTtlMs: outputTtlMs };
  const registry = registryIn(config.dataDir, pool, createMemoryInstallStore(), terms, log);
  return { registry, close: () => pool.close() };
}

/** The registry of `dataDir`, which must be this process's own where it changes anything. */
export function registryIn(
  dataDir: string,
  pool: WorkerPool,
  installs: InstallStore,
  terms: RegistryOptions,
  log: Log,
): Registry {
  return createRegistry(
    {
      clock: memoryClock,
      ids: memoryIds,
      catalog: createFileSkillCatalog(dataDir, pool, terms),
      installer: createFileSkillInstaller(dataDir, pool),
      installs,
      judge: createPoolJudge(pool),
      log,
      // A command ends before anybody could ask.
      counters: createMemoryCounters(),
    },
    terms,
  );
}

function heldBy(dataDir: string, pid: number | null): string {
  const owner = pid === null ? "another process" : `process ${pid}`;
  return `The data folder ${dataDir} is in use by ${owner}: install through that server, or stop it first.`;
}
