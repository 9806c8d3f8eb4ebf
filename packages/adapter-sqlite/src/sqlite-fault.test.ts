// Does what goes wrong below come out as a Fault, and what is a bug as a bug?
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { err, ok } from "neverthrow";
import { expect, test } from "vitest";
import { aRun, aStep, idAt, keepRun, NO_GUARD } from "@mayfly/conformance";
import type { Run } from "@mayfly/core";
import { temporaryFolder } from "../test-fixtures/temporary-folder.ts";
import { openDatabase, prepareForUse } from "./open-database.ts";
import { openSqliteRecords } from "./open-sqlite-records.ts";
import { openRunTable } from "./run-table.ts";
import { faultOf, orFault } from "./sqlite-fault.ts";
import { createSqliteRunStore } from "./sqlite-run-store.ts";

test("`create()` and `commit()` answer `no_space` when the database can not grow, keep all, and go on with room", async () => {
  const { db, runs } = await openStore();
  const run = await keepRun(runs, "running");
  // The size is held where it is; what is in the file has room for little more.
  db.exec(`PRAGMA max_page_count = 1`);
  const refused = await fill(runs);
  expect(refused.fault).toMatchObject({ kind: "no_space" });
  expect(refused.fault !== null && "message" in refused.fault ? refused.fault.message : "").toMatch(
    /^Cannot keep run \w{26}: .*full \(SQLite code 13\)\.$/,
  );

  const warnings = [{ code: "RUN_CLEANUP_FAILED" as const, message: "x".repeat(100_000) }];
  const step = aStep({ ...run, warnings }, "record_process", run.updatedAt + 1);
  expect((await runs.commit(step))._unsafeUnwrapErr()).toMatchObject({ kind: "no_space" });
  expect((await runs.find(run.id))._unsafeUnwrap()).toEqual(run);
  expect((await runs.history(run.id))._unsafeUnwrap()).toHaveLength(run.version);

  db.exec(`PRAGMA max_page_count = 1000000`);
  expect((await runs.create(refused.run, NO_GUARD)).isOk()).toBe(true);
  expect((await runs.commit(step)).isOk()).toBe(true);
  db.close();
});

test("`commit()` answers a fault while another process writes, and succeeds after it", async () => {
  const { db, runs, file } = await openStore();
  const run = await keepRun(runs, "awaiting_upload");
  db.exec("PRAGMA busy_timeout = 0");
  const other = new DatabaseSync(file);
  other.exec("BEGIN IMMEDIATE");
  const claim = aStep(run, "claim_upload", run.updatedAt);
  expect((await runs.commit(claim))._unsafeUnwrapErr()).toMatchObject({ kind: "unavailable" });
  expect((await runs.find(run.id))._unsafeUnwrap()).toEqual(run);
  other.exec("ROLLBACK");
  expect((await runs.commit(claim)).isOk()).toBe(true);
  other.close();
  db.close();
});

test.each(["no JSON", ""])("`find()` answers a fault to a document that somebody changed to `%s`", async (document) => {
  const { db, runs, file } = await openStore();
  await keepRun(runs, "queued", { id: idAt(1) });
  const sound = await keepRun(runs, "queued", { id: idAt(2) });
  const other = new DatabaseSync(file);
  other.prepare("UPDATE runs SET document = ? WHERE id = ?").run(document, idAt(1));
  other.close();
  const fault = (await runs.find(idAt(1)))._unsafeUnwrapErr();
  expect(fault.message).toBe(`Cannot find run ${idAt(1)}: the document of a row is no JSON.`);
  expect((await runs.find(idAt(2)))._unsafeUnwrap()).toEqual(sound);
  db.close();
});

test("`orFault()` passes on what its work answers, and throws bugs on", () => {
  const db = new DatabaseSync(":memory:");
  expect(orFault(db, "try", () => ok(7))).toEqual(ok(7));
  expect(orFault(db, "try", () => err("refused"))).toEqual(err("refused"));
  expect(() =>
    orFault(db, "try", () => {
      throw new TypeError("a bug");
    }),
  ).toThrow("a bug");
  db.close();
});

test.each([
  [{ code: "ENOSPC", syscall: "write" }, "no_space"],
  [{ code: "EDQUOT", syscall: "write" }, "no_space"],
  [{ code: "EACCES", syscall: "open" }, "unavailable"],
  // A full disk below the shared memory file, and a disk that fails.
  [{ code: "ERR_SQLITE_ERROR", errcode: 4874 }, "no_space"],
  [{ code: "ERR_SQLITE_ERROR", errcode: 778 }, "unavailable"],
])("`faultOf()` of %o is `%s`", (fields, kind) => {
  expect(faultOf("try", Object.assign(new Error("said the system"), fields))?.kind).toBe(kind);
});

test("`faultOf()` of what is no failure of the world is null", () => {
  expect(faultOf("try", new Error("a bug"))).toBe(null);
  expect(faultOf("try", "a bug")).toBe(null);
});

async function openStore() {
  const folder = temporaryFolder();
  const file = join(folder, "mayfly.db");
  (await openSqliteRecords(folder))._unsafeUnwrap().close();
  const db = openDatabase(file);
  prepareForUse(db);
  return { db, file, runs: createSqliteRunStore(openRunTable(db)) };
}

async function fill(runs: ReturnType<typeof createSqliteRunStore>) {
  let run: Run = aRun();
  for (let n = 100; n < 1_000; n += 1) {
    run = aRun({ id: idAt(n) });
    const created = await runs.create(run, NO_GUARD);
    if (created.isErr()) return { run, fault: created.error };
  }
  return { run, fault: null };
}
