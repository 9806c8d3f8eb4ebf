// How does a database come to the newest format?
import type { DatabaseSync } from "node:sqlite";
import type { Log } from "@mayfly/core";
import { copyDatabase } from "./copy-database.ts";
import { formatOf, setFormat } from "./format.ts";
import type { Migration } from "./migrations.ts";
import { DamagedRecord } from "./sqlite-fault.ts";
import { inTransaction } from "./transaction.ts";

/** The database can not be used as it is, and waiting changes nothing. */
export interface FormatRefusal {
  readonly kind: "newer_format" | "older_format" | "foreign_file";
  /** A sentence for the operator. */
  readonly message: string;
}

/**
 * Brings `db`, which lies at `file`, to the last of `migrations`: all steps in one transaction, after a copy of an older
 * database to `<file>.format-<n>`. `null` when all is well. Throws what SQLite throws, and then nothing has changed.
 */
export function migrate(
  db: DatabaseSync,
  file: string,
  migrations: readonly Migration[],
  log: Log,
): FormatRefusal | null {
  const refusal = refusalToRead(db, file, migrations);
  if (refusal === null || refusal.kind !== "older_format") return refusal;
  const found = formatOf(db);
  if (found.kind === "ours") {
    const copy = `${file}.format-${found.format}`;
    copyDatabase(db, copy);
    log.info("database.copied", { file, copy, format: found.format });
  }
  const done = inTransaction(db, () => applyMissing(db, migrations));
  for (const { format, title } of done) log.info("database.migrated", { file, format, title });
  return null;
}

/** Why `db` cannot be used as it is, `null` when it can; one of an older format, or an empty one, only has to be migrated. */
export function refusalToRead(db: DatabaseSync, file: string, migrations: readonly Migration[]): FormatRefusal | null {
  const newest = migrations.at(-1)?.format ?? 0;
  const found = formatOf(db);
  if (found.kind === "foreign") return foreignFile(file);
  const format = found.kind === "ours" ? found.format : 0;
  if (format === newest) return null;
  return format > newest ? newerFormat(file, format, newest) : olderFormat(file, format, newest);
}

/** The steps that were missing, done. Asks again which those are: only in here does the answer stand still. */
function applyMissing(db: DatabaseSync, migrations: readonly Migration[]): readonly Migration[] {
  const found = formatOf(db);
  const format = found.kind === "ours" ? found.format : 0;
  const missing = migrations.filter((migration) => migration.format > format);
  for (const migration of missing) {
    db.exec(migration.sql);
    setFormat(db, migration.format);
  }
  if (db.prepare("PRAGMA foreign_key_check").get() !== undefined) {
    throw new DamagedRecord("rows refer to runs that are not there");
  }
  return missing;
}

/** The refusal of a file that is no database, or somebody else's. */
export function foreignFile(file: string): FormatRefusal {
  return {
    kind: "foreign_file",
    message: `Cannot open ${file}: it is not a Mayfly database. Move it away, or choose another data folder.`,
  };
}

function olderFormat(file: string, format: number, newest: number): FormatRefusal {
  return {
    kind: "older_format",
    message:
      `Cannot open ${file}: it has format ${format}, this Mayfly reads format ${newest}, and an older one is using it. ` +
      "Stop that one first.",
  };
}

function newerFormat(file: string, format: number, newest: number): FormatRefusal {
  return {
    kind: "newer_format",
    message:
      `Cannot open ${file}: it has format ${format}, from a newer Mayfly, and this one reads formats up to ${newest}. ` +
      "Start the newer Mayfly, or choose another data folder.",
  };
}
