// Is anything taken for kept, or read, while a transaction that failed can not be taken back?
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { aRun, idAt, keepRun, NO_GUARD } from "@mayfly/conformance";
import type { Install, InstallId } from "@mayfly/core";
import { expect, test } from "vitest";
import { temporaryFolder } from "../test-fixtures/temporary-folder.ts";
import { openDatabase, prepareForUse } from "./open-database.ts";
import { openSqliteRecords } from "./open-sqlite-records.ts";
import { openRunTable } from "./run-table.ts";
import { createSqliteInstallStore } from "./sqlite-install-store.ts";
import { createSqliteRunStore } from "./sqlite-run-store.ts";

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
