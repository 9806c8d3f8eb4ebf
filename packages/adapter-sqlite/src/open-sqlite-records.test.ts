// Are records opened only where they are ours, and never half?
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { aRun, aStep, idAt, NO_GUARD } from "@mayfly/conformance";
import { temporaryFolder } from "../test-fixtures/temporary-folder.ts";
import { openDatabase, prepareForUse } from "./open-database.ts";
import { MIGRATIONS } from "./migrations.ts";
import { openSqliteRecords } from "./open-sqlite-records.ts";

test("`openSqliteRecords()` makes folder and database where they are missing, for its user alone", async () => {
  const folder = join(temporaryFolder(), "deep", "data");
  const { close } = (await openSqliteRecords(folder))._unsafeUnwrap();
  expect(statSync(folder).mode & 0o077).toBe(0);
  const db = new DatabaseSync(join(folder, "mayfly.db"));
  expect(db.prepare("PRAGMA application_id").get()).toEqual({ application_id: 0x4d79666c });
  expect(db.prepare("PRAGMA journal_mode").get()).toEqual({ journal_mode: "wal" });
  db.close();
  close();
});

test("`openDatabase()` waits for the disk at each commit", () => {
  const db = openDatabase(join(temporaryFolder(), "mayfly.db"));
  expect(prepareForUse(db)).toBe(true);
  expect(db.prepare("PRAGMA synchronous").get()).toEqual({ synchronous: 2 });
  expect(db.prepare("PRAGMA foreign_keys").get()).toEqual({ foreign_keys: 1 });
  db.close();
});

test("`openSqliteRecords()` says so when the file system can not do it", () => {
  // A database in memory has no shared memory file, as on some network file systems.
  expect(prepareForUse(openDatabase(":memory:"))).toBe(false);
});

test("`openSqliteRecords()` refuses a database of a newer format, says what to do, and leaves it alone", async () => {
  const folder = temporaryFolder();
  const file = join(folder, "mayfly.db");
  (await openSqliteRecords(folder))._unsafeUnwrap().close();
  const db = new DatabaseSync(file);
  db.exec("PRAGMA user_version = 99");
  db.close();
  const before = readFileSync(file);
  expect((await openSqliteRecords(folder))._unsafeUnwrapErr()).toEqual({
    kind: "newer_format",
    message:
      `Cannot open ${file}: it has format 99, from a newer Mayfly, and this one reads formats up to ${MIGRATIONS.length}. ` +
      "Start the newer Mayfly, or choose another data folder.",
  });
  expect(readFileSync(file)).toEqual(before);
  expect(readdirSync(folder)).toEqual(["mayfly.db"]);
});

test.each([
  ["a text file", (file: string) => writeFileSync(file, "Dear diary, today I was no database at all.\n".repeat(99))],
  ["a database with tables of somebody else", (file: string) => withDatabase(file, "CREATE TABLE songs (id)")],
  ["a database with the number of somebody else", (file: string) => withDatabase(file, "PRAGMA application_id = 9")],
  ["a database with a format of somebody else", (file: string) => withDatabase(file, "PRAGMA user_version = 1")],
])("`openSqliteRecords()` refuses %s and leaves it alone", async (_, make) => {
  const folder = temporaryFolder();
  const file = join(folder, "mayfly.db");
  make(file);
  const before = readFileSync(file);
  expect((await openSqliteRecords(folder))._unsafeUnwrapErr()).toEqual({
    kind: "foreign_file",
    message: `Cannot open ${file}: it is not a Mayfly database. Move it away, or choose another data folder.`,
  });
  expect(readFileSync(file)).toEqual(before);
  expect(readdirSync(folder)).toEqual(["mayfly.db"]);
});

test("`openSqliteRecords()` takes an empty file as a new database", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "mayfly.db"), "");
  const { runs, close } = (await openSqliteRecords(folder))._unsafeUnwrap();
  expect((await runs.create(aRun(), NO_GUARD)).isOk()).toBe(true);
  close();
});

test("`openSqliteRecords()` answers a fault where there can be no folder or no file", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "file"), "");
  const noFolder = (await openSqliteRecords(join(folder, "file")))._unsafeUnwrapErr();
  expect(noFolder.kind).toBe("unavailable");
  mkdirSync(join(folder, "data", "mayfly.db"), { recursive: true });
  const noFile = (await openSqliteRecords(join(folder, "data")))._unsafeUnwrapErr();
  expect(noFile.kind).toBe("unavailable");
  expect(noFile.message).toContain(join(folder, "data", "mayfly.db"));
});

test("`close()` may come twice, leaves one file, and every later call meets a fault", async () => {
  const folder = temporaryFolder();
  const { runs, queue, cache, close } = (await openSqliteRecords(folder))._unsafeUnwrap();
  const run = aRun();
  await runs.create(run, NO_GUARD);
  close();
  close();
  expect(readdirSync(folder)).toEqual(["mayfly.db"]);
  const results = await Promise.all([
    runs.create(aRun({ id: idAt(2) }), NO_GUARD),
    runs.commit(aStep(run, "claim_upload", run.updatedAt)),
    runs.find(run.id),
    runs.page({ owner: "", kind: "temporary", phases: null, limit: 1, cursor: null }),
    runs.inPhases(["queued"], 1),
    runs.count(["queued"]),
    runs.due(0, 1),
    runs.history(run.id),
    runs.forget(run.id, 1),
    queue.take((each) => aStep(each, "take", each.updatedAt)),
    queue.position(run.id),
    cache.find("key", 0),
    cache.outputsInUse(run.id),
    cache.stats(),
  ]);
  for (const result of results) expect(result._unsafeUnwrapErr()).toMatchObject({ kind: "unavailable" });
});

function withDatabase(file: string, sql: string): void {
  const db = new DatabaseSync(file);
  db.exec(sql);
  db.close();
}
