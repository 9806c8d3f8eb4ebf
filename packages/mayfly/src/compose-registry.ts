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
import {
  createRegistry,
  type ByteSource,
  type Install,
  type InstallStore,
  type Log,
  type Refusal,
  type Registry,
  type RegistryOptions,
  type RemovedSkill,
} from "@mayfly/core";
import { createMemoryCounters, createMemoryInstallStore, memoryClock, memoryIds } from "@mayfly/core/memory";
import { err, ok, type Result } from "neverthrow";
import type { Config } from "./config.ts";
import { reachServer, takesNoCommands } from "./control/ask-server.ts";
import { installWhole } from "./install-whole.ts";

export { openFileByteSource, readFolder } from "@mayfly/adapter-fs";

export interface OpenedRegistry<R = Registry> {
  readonly registry: R;
  /** Waits for what goes on, and gives the data folder free. */
  close(): Promise<void>;
}

/** What commands change installed skills by: on their own, or through the server that has the data folder. */
export interface ChangingRegistry {
  readonly packageLimits: RegistryOptions["packageLimits"];
  /** Answers when the install has ended. */
  install(pkg: ByteSource): Promise<Result<Install, Refusal>>;
  remove(id: string): Promise<Result<RemovedSkill, Refusal>>;
}

/**
 * The registry of a data folder: that of the server which has it, else for this process alone, which takes its lock and
 * ends what an earlier process left. An error is a sentence for the operator.
 */
export async function openRegistry(
  config: Config,
  log: Log,
): Promise<Result<OpenedRegistry<ChangingRegistry>, string>> {
  const folder = await openDataFolder(config.dataDir);
  if (folder.isErr()) return err(folder.error.message);
  const { path, maxPathBytes } = folder.value;
  const lock = acquireDataLock(path);
  if (lock.isErr()) {
    if (lock.error.kind !== "held") return err(lock.error.message);
    const server = await reachServer(path);
    if (server === null) return err(takesNoCommands(path, lock.error.pid));
    const { packageLimits } = config.options;
    return ok({ registry: { packageLimits, ...server }, close: async () => undefined });
  }
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
  if (recovered.isOk()) return ok({ registry: changing(registry), close });
  await close();
  return err(`The installs of an earlier start could not be ended: ${recovered.error.message}`);
}

function changing(registry: Registry): ChangingRegistry {
  return {
    packageLimits: registry.options.packageLimits,
    install: (pkg) => installWhole(registry, pkg),
    remove: (id) => registry.remove(id),
  };
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
