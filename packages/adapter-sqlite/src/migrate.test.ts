// Does a database of an older format become one of the newest, or stay as it was?
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { aRun, aStep, idAt, NO_GUARD } from "@mayfly/conformance";
import { silentLog } from "@mayfly/core/memory";
import { temporaryFolder } from "../test-fixtures/temporary-folder.ts";
import { formatOf } from "./format.ts";
import { MIGRATIONS, type Migration } from "./migrations.ts";
import { openSqliteRecords } from "./open-sqlite-records.ts";

const FORMAT_1 = readFileSync(new URL("../test-fixtures/format-1.sql", import.meta.url), "utf8");

/** What a later release might do; numbers follow on the real ones. */
const NEXT = MIGRATIONS.length + 1;
const PRIORITY: Migration = {
  format: NEXT,
  title: "a priority for each run",
  sql: `ALTER TABLE runs ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
        UPDATE runs SET priority = 9, document = json_set(document, '$.request.model', 'migrated') WHERE owner = 'ada'`,
};
const REBUILT: Migration = {
  format: NEXT + 1,
  title: "the table of runs anew",
  sql: `CREATE TABLE runs_new AS SELECT * FROM runs;
        DROP TABLE runs;
        CREATE TABLE runs (id TEXT NOT NULL, owner TEXT NOT NULL, kind TEXT NOT NULL, phase TEXT NOT NULL,
          version INTEGER NOT NULL, created_at INTEGER NOT NULL, queued_at INTEGER, due_at INTEGER,
          document TEXT NOT NULL, outputs TEXT NOT NULL, cache_key TEXT, priority INTEGER NOT NULL, PRIMARY KEY (id, owner)) STRICT;
        INSERT INTO runs SELECT * FROM runs_new;
        DROP TABLE runs_new;`,
};

test("`MIGRATIONS` go up by one from 1", () => {
  expect(MIGRATIONS.map((migration) => migration.format)).toEqual(MIGRATIONS.map((_, n) => n + 1));
});

test("`MIGRATIONS` still make of nothing, up to format 1, what the release with format 1 made", () => {
  const made = new DatabaseSync(":memory:");
  for (const { sql } of MIGRATIONS.filter(({ format }) => format <= 1)) made.exec(sql);
  const saved = new DatabaseSync(":memory:");
  saved.exec(FORMAT_1);
  expect(schemaOf(made)).toEqual(schemaOf(saved));
});

test("`openSqliteRecords()` reads a database of format 1 as it was left, and goes on with it", async () => {
  const folder = folderOfFormat1();
  const { runs, queue, close } = (await openSqliteRecords(folder))._unsafeUnwrap();
  const queued = (await queue.take((run) => aStep(run, "take", run.updatedAt + 1)))._unsafeUnwrap();
  expect(queued).toMatchObject({ id: idAt(1), version: 5 });
  expect((await runs.find(idAt(2)))._unsafeUnwrap()).toMatchObject({
    owner: "ada",
    state: { phase: "failed" },
    upload: null,
    outputs: idAt(2),
  });
  const key = { key: "k", fingerprint: "f", expiresAt: 1 };
  expect((await runs.create(aRun({ id: idAt(50), createdAt: 0 }), NO_GUARD, key)).isOk()).toBe(true);
  expect((await runs.findKey({ owner: "", kind: "temporary", key: "k" }, 0))._unsafeUnwrap()?.run).toBe(idAt(50));
  await runs.forget(idAt(50), 1);
  expect((await runs.history(idAt(2)))._unsafeUnwrap()).toHaveLength(7);
  const due = (await runs.due(Number.MAX_SAFE_INTEGER, 9))._unsafeUnwrap();
  expect(due.map((run) => run.id)).toEqual([idAt(3), idAt(2)]);
  close();
});

test("`openSqliteRecords()` migrates an older database after copying it, and says both", async () => {
  const folder = folderOfFormat1();
  const told: unknown[] = [];
  const log = { ...silentLog, info: (event: string, fields: object) => void told.push({ event, ...fields }) };
  const migrations = [...MIGRATIONS, PRIORITY];
  const { runs, close } = (await openSqliteRecords(folder, { log, migrations }))._unsafeUnwrap();
  expect((await runs.find(idAt(2)))._unsafeUnwrap()?.request.model).toBe("migrated");
  expect((await runs.history(idAt(2)))._unsafeUnwrap()).toHaveLength(7);
  close();

  const file = join(folder, "mayfly.db");
  const copy = `${file}.format-1`;
  expect(told).toEqual([
    { event: "database.copied", file, copy, format: 1 },
    ...migrations.slice(1).map(({ format, title }) => ({ event: "database.migrated", file, format, title })),
  ]);
  expect(formatOf(new DatabaseSync(file))).toEqual({ kind: "ours", format: NEXT });

  const older = new DatabaseSync(copy);
  const asLeft = new DatabaseSync(":memory:");
  asLeft.exec(FORMAT_1);
  expect(formatOf(older)).toEqual({ kind: "ours", format: 1 });
  expect(schemaOf(older)).toEqual(schemaOf(asLeft));
  expect(rowsOf(older)).toEqual(rowsOf(asLeft));
});

test("`openSqliteRecords()` migrates nothing twice, and keeps the copy", async () => {
  const folder = folderOfFormat1();
  const migrations = [...MIGRATIONS, PRIORITY];
  (await openSqliteRecords(folder, { migrations }))._unsafeUnwrap().close();
  const copy = readFileSync(join(folder, "mayfly.db.format-1"));
  (await openSqliteRecords(folder, { migrations }))._unsafeUnwrap().close();
  expect(readFileSync(join(folder, "mayfly.db.format-1"))).toEqual(copy);
});

test("`openSqliteRecords()` that may not migrate refuses an older database, and leaves it alone", async () => {
  const folder = folderOfFormat1();
  const refused = (await openSqliteRecords(folder, { migrates: false }))._unsafeUnwrapErr();
  expect(refused).toMatchObject({ kind: "older_format", message: expect.stringContaining("Stop that one first.") });
  expect(readdirSync(folder)).toEqual(["mayfly.db"]);
  (await openSqliteRecords(folder))._unsafeUnwrap().close();
  (await openSqliteRecords(folder, { migrates: false }))._unsafeUnwrap().close();
});

test("`openSqliteRecords()` makes a new database of the newest format, without a copy", async () => {
  const folder = temporaryFolder();
  (await openSqliteRecords(folder, { migrations: [...MIGRATIONS, PRIORITY] }))._unsafeUnwrap().close();
  expect(readdirSync(folder)).toEqual(["mayfly.db"]);
  expect(formatOf(new DatabaseSync(join(folder, "mayfly.db")))).toEqual({ kind: "ours", format: NEXT });
});

test("`openSqliteRecords()` lets a migration build a table anew without losing what refers to it", async () => {
  const folder = folderOfFormat1();
  const migrations = [...MIGRATIONS, PRIORITY, REBUILT];
  const { runs, close } = (await openSqliteRecords(folder, { migrations }))._unsafeUnwrap();
  expect((await runs.history(idAt(2)))._unsafeUnwrap()).toHaveLength(7);
  await runs.forget(idAt(2), 7);
  expect((await runs.history(idAt(2)))._unsafeUnwrap()).toEqual([]);
  close();
});

test.each([
  ["fails half-way", "CREATE TABLE extra (id TEXT); INSERT INTO missing VALUES (1)"],
  ["leaves a history without its run", "DELETE FROM runs WHERE owner = 'ada'"],
])("`openSqliteRecords()` answers a fault to a migration that %s, and nothing has changed", async (_, sql) => {
  const folder = folderOfFormat1();
  const broken: Migration = { format: NEXT + 1, title: "broken", sql };
  const failed = await openSqliteRecords(folder, { migrations: [...MIGRATIONS, PRIORITY, broken] });
  expect(failed._unsafeUnwrapErr().kind).toBe("unavailable");

  const left = new DatabaseSync(join(folder, "mayfly.db"));
  const asLeft = new DatabaseSync(":memory:");
  asLeft.exec(FORMAT_1);
  expect(formatOf(left)).toEqual({ kind: "ours", format: 1 });
  expect(schemaOf(left)).toEqual(schemaOf(asLeft));
  expect(rowsOf(left)).toEqual(rowsOf(asLeft));
  left.close();
  // The next try is not hindered by the copy of this one.
  (await openSqliteRecords(folder, { migrations: [...MIGRATIONS, PRIORITY] }))._unsafeUnwrap().close();
  expect(existsSync(join(folder, "mayfly.db.format-1"))).toBe(true);
});

function folderOfFormat1(): string {
  const folder = temporaryFolder();
  const db = new DatabaseSync(join(folder, "mayfly.db"));
  db.exec(FORMAT_1);
  db.close();
  return folder;
}

function schemaOf(db: DatabaseSync): unknown {
  const objects = db.prepare("SELECT name, sql FROM sqlite_schema ORDER BY name").all();
  return objects.map(({ name, sql }) => ({ name, sql: String(sql).replaceAll(/\s+/g, " ") }));
}

function rowsOf(db: DatabaseSync): unknown {
  return ["runs", "history"].map((table) => db.prepare(`SELECT * FROM ${table} ORDER BY id, version`).all());
}
