// How is a database copied whole, before it is changed for good?
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";

/**
 * Writes all that `db` holds to `target`, on disk when this returns. An older copy there is replaced; a copy that was
 * cut short never has the name. Throws what SQLite or the file system throws.
 */
export function copyDatabase(db: DatabaseSync, target: string): void {
  const unfinished = `${target}.unfinished`;
  rmSync(unfinished, { force: true });
  db.prepare("VACUUM INTO ?").run(unfinished);
  flush(unfinished);
  renameSync(unfinished, target);
  flush(dirname(target));
}

function flush(path: string): void {
  const descriptor = openSync(path, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
