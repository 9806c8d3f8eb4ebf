// How does a data folder have one owner, whatever becomes of it?
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { err, ok, type Result } from "neverthrow";
import type { Fault } from "@mayfly/core";
import { faultOf, sqliteCode, SQLITE_BUSY } from "./sqlite-fault.ts";

/** The file that is locked. Nothing but SQLite may open it: closing another handle would drop the lock (POSIX). */
const LOCK_FILE = "lock.db";
/** Beside it, for the sentence alone: the process id of the owner, or of the last one. */
const OWNER_FILE = "lock.pid";

export interface DataLock {
  /** Gives the folder free. Twice is ok. */
  release(): void;
}

/** Somebody else has the folder. */
export interface LockHeld {
  readonly kind: "held";
  /** The owner's process id, `null` when it can not be read. */
  readonly pid: number | null;
  /** A sentence for the operator. */
  readonly message: string;
}

/** What is not referred to is collected, and closes; so a lock is referred to from here until its release. */
const held = new Set<DatabaseSync>();

/**
 * Makes the caller the one owner of `dataDir`, which is made where it is missing, until `release` or the end of the
 * process: the lock is an open exclusive transaction, so the system frees it however the process dies.
 */
export function acquireDataLock(dataDir: string): Result<DataLock, LockHeld | Fault> {
  const tried = `take the lock of ${dataDir}`;
  let db: DatabaseSync | null = null;
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    db = new DatabaseSync(resolve(dataDir, LOCK_FILE));
    // Nothing is ever written, so nothing needs a journal, for which a full disk would have no room.
    db.exec("PRAGMA busy_timeout = 0; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
    writeOwner(dataDir);
  } catch (cause) {
    db?.close();
    if (sqliteCode(cause) === SQLITE_BUSY) return err(heldBy(dataDir));
    const fault = faultOf(tried, cause);
    if (fault === null) throw cause;
    return err(fault);
  }
  return ok(lockOf(db, dataDir));
}

function lockOf(db: DatabaseSync, dataDir: string): DataLock {
  held.add(db);
  return {
    release() {
      if (!held.delete(db)) return;
      try {
        // While the lock still holds, so that the next owner's file is never the one that goes.
        rmSync(resolve(dataDir, OWNER_FILE), { force: true });
      } catch {
        // It is for a sentence alone, which would name who is gone; an end in order stays one.
      } finally {
        db.close();
      }
    },
  };
}

/** A full disk must not keep out who could make room: the sentence does without, and names no earlier owner. */
function writeOwner(dataDir: string): void {
  const file = resolve(dataDir, OWNER_FILE);
  try {
    writeFileSync(`${file}.new`, `${process.pid}\n`);
    renameSync(`${file}.new`, file);
  } catch {
    for (const left of [`${file}.new`, file]) rmSync(left, { recursive: true, force: true });
  }
}

function heldBy(dataDir: string): LockHeld {
  const pid = readOwner(dataDir);
  const owner = pid === null ? "another process" : `process ${pid}`;
  return {
    kind: "held",
    pid,
    message: `Cannot use ${dataDir}: ${owner} is using it. Stop that one, or choose another data folder.`,
  };
}

function readOwner(dataDir: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(resolve(dataDir, OWNER_FILE), "utf8"), 10);
    return Number.isSafeInteger(pid) ? pid : null;
  } catch {
    // The owner took the lock a moment ago and has not written it yet; the sentence does without.
    return null;
  }
}
