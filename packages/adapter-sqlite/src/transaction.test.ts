// Is anything taken for kept, or read, while a transaction that failed can not be taken back?
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { aRun, aStep, idAt, keepRun, NO_GUARD } from "@mayfly/conformance";
import type { Install, InstallId } from "@mayfly/core";
import { expect, test } from "vitest";
import { temporaryFolder } from "../test-fixtures/temporary-folder.ts";
import { openDatabase, prepareForUse } from "./open-database.ts";
import { openSqliteRecords } from "./open-sqlite-records.ts";
import { openRunTable } from "./run-table.ts";
import { createSqliteInstallStore } from "./sqlite-install-store.ts";
import { createSqliteRunQueue } from "./sqlite-run-queue.ts";
import { createSqliteRunStore } from "./sqlite-run-store.ts";
import { inUnflushedTransaction, leaveTransaction } from "./transaction.ts";

/** What SQLite throws where the disk fails (sqlite.org/rescode.html). */
const ioError = () => Object.assign(new Error("disk I/O error"), { code: "ERR_SQLITE_ERROR", errcode: 778 });

/** Lets the next commit fail, and as many ROLLBACKs. */
function fail(db: DatabaseSync, rollbacks: number): void {
  const exec = db.exec.bind(db);
  let commits = 1;
  let left = rollbacks;
  db.exec = (sql) => {
    if (sql === "COMMIT" && commits-- > 0) throw ioError();
    if (sql === "ROLLBACK" && left-- > 0) throw ioError();
    exec(sql);
  };
}

const INSTALL: Install = {
  id: idAt(7) as string as InstallId,
  owner: "",
  skillId: null,
  version: null,
  createdAt: 0,
  updatedAt: 0,
  state: { status: "running", action: null },
};

test.each([1, 4])(
  "whoever comes after %i ROLLBACKs that failed reads and writes what is kept alone",
  async (rollbacks) => {
    const folder = temporaryFolder();
    (await openSqliteRecords(folder))._unsafeUnwrap().close();
    const db = openDatabase(join(folder, "mayfly.db"));
    prepareForUse(db);
    const runs = createSqliteRunStore(openRunTable(db));
    const installs = createSqliteInstallStore(db);
    const before = await keepRun(runs, "queued", { id: idAt(1) });
    fail(db, rollbacks);
    const lost = aRun({ id: idAt(2) });
    expect((await runs.create(lost, NO_GUARD))._unsafeUnwrapErr()).toMatchObject({ kind: "unavailable" });

    const calls = [() => runs.find(lost.id), () => installs.create(INSTALL), () => runs.find(before.id)];
    for (const call of calls.slice(0, rollbacks - 1)) {
      expect((await call())._unsafeUnwrapErr()).toMatchObject({ message: expect.stringContaining("disk I/O error") });
    }
    expect((await runs.find(lost.id))._unsafeUnwrap()).toBe(null);
    (await installs.create({ ...INSTALL, id: idAt(8) as string as InstallId }))._unsafeUnwrap();
    expect((await runs.create(lost, NO_GUARD)).isOk()).toBe(true);
    db.close();

    const again = (await openSqliteRecords(folder))._unsafeUnwrap();
    expect((await again.runs.find(before.id))._unsafeUnwrap()).toEqual(before);
    expect((await again.runs.find(lost.id))._unsafeUnwrap()).toEqual(lost);
    expect((await again.installs.open())._unsafeUnwrap().map(({ id }) => id)).toEqual([idAt(8)]);
    again.close();
  },
);

/** Keeps how each commit was made: 1 is NORMAL, 2 is FULL. (sqlite.org/pragma.html#pragma_synchronous) */
function levelsOf(db: DatabaseSync): number[] {
  const exec = db.exec.bind(db);
  const levels: number[] = [];
  db.exec = (sql) => {
    if (sql === "COMMIT") levels.push(levelOf(db));
    exec(sql);
  };
  return levels;
}

function levelOf(db: DatabaseSync): number {
  return Number(db.prepare("PRAGMA synchronous").get()?.["synchronous"]);
}

function emptyDatabase(): DatabaseSync {
  const db = openDatabase(join(temporaryFolder(), "any.db"));
  prepareForUse(db);
  db.exec("CREATE TABLE kept (number INTEGER)");
  return db;
}

test("a commit is on disk when it is answered, unless the table of moves says that the power may take it back", async () => {
  const folder = temporaryFolder();
  (await openSqliteRecords(folder))._unsafeUnwrap().close();
  const db = openDatabase(join(folder, "mayfly.db"));
  prepareForUse(db);
  const levels = levelsOf(db);
  const table = openRunTable(db);
  const runs = createSqliteRunStore(table);
  const run = await keepRun(runs, "queued", { id: idAt(1) });
  // Its birth, `claim_upload`, `stage`, `enqueue`.
  expect(levels).toEqual([2, 2, 1, 2]);
  (await createSqliteRunQueue(table).take((oldest) => aStep(oldest, "take", run.updatedAt)))._unsafeUnwrap();
  (await runs.create(aRun({ id: idAt(2) }), NO_GUARD))._unsafeUnwrap();
  expect(levels.slice(4)).toEqual([1, 2]);
  db.close();
});

test("after a transaction that is not flushed and fails, the next one is flushed", () => {
  const db = emptyDatabase();
  const broken = () => {
    throw new Error("no");
  };
  expect(() => inUnflushedTransaction(db, broken)).toThrow("no");
  leaveTransaction(db);
  expect(levelOf(db)).toBe(2);
  db.close();
});

test("a transaction that is not flushed is kept where flushing cannot be turned on again, and whoever comes next tries", () => {
  const db = emptyDatabase();
  const exec = db.exec.bind(db);
  let failures = 2;
  db.exec = (sql) => {
    if (sql === "PRAGMA synchronous = FULL" && failures-- > 0) throw ioError();
    exec(sql);
  };
  const insert = () => db.prepare("INSERT INTO kept VALUES (1)").run().changes;
  expect(inUnflushedTransaction(db, insert)).toBe(1);
  expect(() => leaveTransaction(db)).toThrow("disk I/O error");
  leaveTransaction(db);
  expect(levelOf(db)).toBe(2);
  expect(db.prepare("SELECT count(*) AS kept FROM kept").get()).toEqual({ kept: 1 });
  db.close();
});
