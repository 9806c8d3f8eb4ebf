// Whose database is this, and in which format?
import type { DatabaseSync } from "node:sqlite";
import { numberOf } from "./run-row.ts";

/** "Myfl"; stands in the header of the file, so that `file` and other people's tools can tell whose it is. */
const APPLICATION_ID = 0x4d79666c;

export type Format =
  /** Nothing was ever written. */
  { readonly kind: "empty" } | { readonly kind: "ours"; readonly format: number } | { readonly kind: "foreign" };

/** Reads the header of `db`. Throws what SQLite throws where the file is no database. */
export function formatOf(db: DatabaseSync): Format {
  const application = pragmaNumber(db, "application_id");
  const format = pragmaNumber(db, "user_version");
  if (application === APPLICATION_ID) return { kind: "ours", format };
  const { objects } = db.prepare("SELECT count(*) AS objects FROM sqlite_schema").get() ?? {};
  return application === 0 && format === 0 && objects === 0 ? { kind: "empty" } : { kind: "foreign" };
}

/** Writes the header; part of the transaction that is open. */
export function setFormat(db: DatabaseSync, format: number): void {
  // A PRAGMA takes no parameters; both values are numbers of our own.
  db.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${format};`);
}

function pragmaNumber(db: DatabaseSync, pragma: string): number {
  return numberOf(db.prepare(`PRAGMA ${pragma}`).get() ?? {}, pragma);
}
