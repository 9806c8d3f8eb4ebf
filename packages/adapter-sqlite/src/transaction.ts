// How does a piece of work happen wholly or not at all?
import type { DatabaseSync } from "node:sqlite";

/** The writing lock is taken at the start, so what `work` reads still holds when it writes. */
export function inTransaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    db.exec("COMMIT");
    return result;
  } catch (cause) {
    rollBack(db);
    throw cause;
  }
}

function rollBack(db: DatabaseSync): void {
  try {
    db.exec("ROLLBACK");
  } catch {
    // SQLite rolls back by itself where the disk is full or fails, and then says here that nothing is open. The caller
    // gets the first error, which says why; a transaction that truly stayed open makes the next BEGIN fail.
  }
}
