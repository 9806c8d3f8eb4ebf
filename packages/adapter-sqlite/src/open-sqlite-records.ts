// How does one get a place for runs, their queue, their cache and installs in a data folder?
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { err, ok, type Result } from "neverthrow";
import type { Fault, InstallStore, Log, RunCache, RunQueue, RunStore } from "@mayfly/core";
import { foreignFile, migrate, refusalToRead, type FormatRefusal } from "./migrate.ts";
import { MIGRATIONS, type Migration } from "./migrations.ts";
import { prepareForUse, openDatabase } from "./open-database.ts";
import { openRunTable } from "./run-table.ts";
import { faultOf, sqliteCode, SQLITE_NOTADB } from "./sqlite-fault.ts";
import { createSqliteInstallStore } from "./sqlite-install-store.ts";
import { createSqliteRunCache } from "./sqlite-run-cache.ts";
import { createSqliteRunQueue } from "./sqlite-run-queue.ts";
import { createSqliteRunStore } from "./sqlite-run-store.ts";

/** The name of the database in the data folder. */
export const DATABASE_FILE = "mayfly.db";

export interface SqliteRecords {
  readonly runs: RunStore;
  readonly queue: RunQueue;
  readonly installs: InstallStore;
  readonly cache: RunCache;
  /** Writes all back into the one file and closes it; every later call meets a fault. Closing twice is ok. */
  close(): void;
}

/** Why there are no records: a database that this program must not touch, or a fault. `message` is for the operator. */
export type OpenFailure = FormatRefusal | Fault;

export interface OpenOptions {
  /** Hears of copies and migrations; nobody does when it is left out. */
  readonly log?: Log;
  /** The steps to the newest format; the tests of migration give their own. */
  readonly migrations?: readonly Migration[];
  /** `false` refuses an older database instead: somebody else may be using it, who would not know the newer format. */
  readonly migrates?: boolean;
}

/**
 * Opens `mayfly.db` in `dataDir`, and makes folder and file where they are missing. An older database is copied beside
 * itself (`mayfly.db.format-<n>`) and migrated in one transaction; a newer or foreign one is left untouched.
 * Take the data lock first: two processes with one data folder would do each other's work.
 */
export async function openSqliteRecords(
  dataDir: string,
  { log = NO_LOG, migrations = MIGRATIONS, migrates = true }: OpenOptions = {},
): Promise<Result<SqliteRecords, OpenFailure>> {
  const file = resolve(dataDir, DATABASE_FILE);
  let db: DatabaseSync | null = null;
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    db = openDatabase(file);
    const refusal = migrates ? migrate(db, file, migrations, log) : refusalToRead(db, file, migrations);
    if (refusal === null && prepareForUse(db)) return ok(recordsOf(db));
    db.close();
    return err(refusal ?? notDurable(file));
  } catch (cause) {
    db?.close();
    if (sqliteCode(cause) === SQLITE_NOTADB) return err(foreignFile(file));
    return err(faultOf(`open ${file}`, cause) ?? raise(cause));
  }
}

function recordsOf(db: DatabaseSync): SqliteRecords {
  const table = openRunTable(db);
  let open = true;
  return {
    runs: createSqliteRunStore(table),
    queue: createSqliteRunQueue(table),
    installs: createSqliteInstallStore(db),
    cache: createSqliteRunCache(table),
    close() {
      if (open) db.close();
      open = false;
    },
  };
}

function notDurable(file: string): Fault {
  return {
    kind: "unavailable",
    message: `Cannot open ${file}: its file system has no shared memory for SQLite. Put the data folder on a local disk.`,
  };
}

function raise(cause: unknown): never {
  throw cause;
}

const NO_LOG: Log = { info() {}, warn() {}, error() {} };
