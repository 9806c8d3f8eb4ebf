// Which adapters stand behind the commands on the cache? They start without the server's.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { createFileRunOutputs } from "@mayfly/adapter-fs";
import { acquireDataLock, DATABASE_FILE, openSqliteRecords } from "@mayfly/adapter-sqlite";
import { cacheStats, clearCache, type CacheStats, type ClearedCache, type Log } from "@mayfly/core";
import { err, ok, type Result } from "neverthrow";
import { reachServer, takesNoCommands } from "./control/ask-server.ts";

/** Errors are sentences for the operator. */
export interface OpenedCache {
  stats(): Promise<Result<CacheStats, string>>;
  /** Emptied by the server that has the folder, where there is one. */
  clear(): Promise<Result<ClearedCache, string>>;
  close(): void;
}

/** Opens the cache in `dataDir`, which must be there; a server may be using the folder meanwhile. */
export async function openCache(dataDir: string, log: Log): Promise<Result<OpenedCache, string>> {
  if (!existsSync(join(dataDir, DATABASE_FILE))) return err(`There is no data of a server in ${dataDir}.`);
  const lock = acquireDataLock(dataDir);
  if (lock.isErr() && lock.error.kind !== "held") return err(lock.error.message);
  const held = lock.isErr() && lock.error.kind === "held" ? lock.error : null;
  const release = (): void => {
    if (lock.isOk()) lock.value.release();
  };
  // Whoever has the folder would not know a newer format.
  const records = await openSqliteRecords(dataDir, { log, migrates: lock.isOk() });
  if (records.isErr()) {
    release();
    return err(records.error.message);
  }
  const ports = { cache: records.value.cache, outputs: createFileRunOutputs(dataDir), log };
  return ok({
    stats: async () => (await cacheStats({ ports })).mapErr(({ message }) => message),
    async clear() {
      const server = held === null ? null : await reachServer(resolve(dataDir));
      if (held !== null && server === null) return err(takesNoCommands(resolve(dataDir), held.pid));
      const cleared = await (server?.clearCache() ?? clearCache({ ports }));
      return cleared.mapErr(({ message }) => message);
    },
    close() {
      records.value.close();
      release();
    },
  });
}
