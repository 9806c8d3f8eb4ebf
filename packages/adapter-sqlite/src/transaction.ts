// How does a piece of work happen wholly or not at all?
import type { DatabaseSync } from "node:sqlite";

/**
 * Where a transaction may still be open that failed, because it could not be taken back either. Whatever is written now
 * would seem kept and go with it, and whatever is read may be half of something.
 */
const open = new WeakSet<DatabaseSync>();

/** Where commits are answered before they are on disk, until somebody leaves that. */
const unflushed = new WeakSet<DatabaseSync>();

/** The writing lock is taken at the start, so what `work` reads still holds when it writes. */
export function inTransaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    db.exec("COMMIT");
    return result;
  } catch (cause) {
    open.add(db);
    try {
      leaveTransaction(db);
    } catch {
      // The caller gets the first error, which says why; whoever comes next tries again to leave.
    }
    throw cause;
  }
}

/**
 * The same, and it is answered before it is on disk: the process may die, but the power may take it back, until the next
 * transaction that is flushed keeps both. (sqlite.org/pragma.html#pragma_synchronous, NORMAL with a write-ahead log)
 */
export function inUnflushedTransaction<T>(db: DatabaseSync, work: () => T): T {
  unflushed.add(db);
  db.exec("PRAGMA synchronous = NORMAL");
  const result = inTransaction(db, work);
  try {
    leaveTransaction(db);
  } catch {
    // It is kept all the same; whoever comes next tries again to flush.
  }
  return result;
}

/**
 * Takes back what was left open, and flushes again from here on; throws what SQLite throws, and then nothing must be read
 * or written.
 */
export function leaveTransaction(db: DatabaseSync): void {
  if (open.has(db)) {
    try {
      db.exec("ROLLBACK");
    } catch (cause) {
      // SQLite takes it back by itself where the disk is full or fails, and then says that nothing is open.
      if (!isNothingOpen(cause)) throw cause;
    }
    open.delete(db);
  }
  if (!unflushed.has(db)) return;
  db.exec("PRAGMA synchronous = FULL");
  unflushed.delete(db);
}

const SQLITE_ERROR = 1;

function isNothingOpen(cause: unknown): boolean {
  return cause instanceof Error && "errcode" in cause && cause.errcode === SQLITE_ERROR;
}
