// How is a database file opened so that a commit survives a power cut?
import { DatabaseSync } from "node:sqlite";

/** How long a statement waits for another process's lock, in milliseconds. The whole process waits with it. */
const BUSY_TIMEOUT_MS = 2_000;

/** Opens or creates `file`. Throws what SQLite throws, and then nothing stays open. */
export function openDatabase(file: string): DatabaseSync {
  // Foreign keys come with `prepareForUse`: a migration that builds a table anew must not delete what refers to it.
  const db = new DatabaseSync(file, { enableForeignKeyConstraints: false });
  try {
    // By PRAGMA and not by option, because Node 22.13 has no option for it.
    db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    // Every commit is on disk before it is answered. macOS flushes to the disk itself only when asked so; elsewhere the
    // PRAGMAs on fullfsync change nothing.
    db.exec("PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON");
    return db;
  } catch (cause) {
    db.close();
    throw cause;
  }
}

/**
 * Gives readers beside one writer, and foreign keys. Writes to the file, so it comes after the look at whose it is.
 * `false` where the file system can not do it.
 */
export function prepareForUse(db: DatabaseSync): boolean {
  const mode = db.prepare("PRAGMA journal_mode = WAL").get();
  db.exec("PRAGMA foreign_keys = ON");
  return mode?.["journal_mode"] === "wal";
}
