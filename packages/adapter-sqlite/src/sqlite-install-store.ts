// How does SQLite keep the records of installs?
import type { DatabaseSync } from "node:sqlite";
import { err, ok, type Result } from "neverthrow";
import type { Fault, Install, InstallStore } from "@mayfly/core";
import { INSTALL_QUERIES } from "./install-queries.ts";
import { documentOf } from "./run-row.ts";
import { orFault } from "./sqlite-fault.ts";

/** The installs in `db`, which has the newest format. */
export function createSqliteInstallStore(db: DatabaseSync): InstallStore {
  const create = db.prepare(INSTALL_QUERIES.create);
  const write = db.prepare(INSTALL_QUERIES.write);
  const find = db.prepare(INSTALL_QUERIES.find);
  const open = db.prepare(INSTALL_QUERIES.open);
  const forget = db.prepare(INSTALL_QUERIES.forget);
  /** Writes over an install that goes on; `false` when there is none. */
  const replace = (install: Install) => ok(Number(write.run({ id: install.id, ...changing(install) }).changes) > 0);

  return {
    async create(install) {
      const { id, createdAt } = install;
      return orFault(db, `keep install ${id}`, (): Result<void, Fault> => {
        const made = create.run({ id, created_at: createdAt, ...changing(install) });
        if (Number(made.changes) > 0) return ok();
        return err({ kind: "unavailable", message: `Cannot keep install ${id}: there is one with this id.` });
      });
    },
    async note(install) {
      return orFault(db, `note install ${install.id}`, () => replace(install));
    },
    async settle(install) {
      return orFault(db, `end install ${install.id}`, () => replace(install));
    },
    async find(id) {
      return orFault(db, `find install ${id}`, () => {
        const row = find.get({ id });
        return ok(row === undefined ? null : (documentOf(row) as Install));
      });
    },
    async open() {
      return orFault(db, "list installs", () => ok(open.all().map((row) => documentOf(row) as Install)));
    },
    async forget(before) {
      return orFault(db, "forget installs", () => ok(Number(forget.run({ before }).changes)));
    },
  };
}

function changing(install: Install) {
  return { status: install.state.status, updated_at: install.updatedAt, document: JSON.stringify(install) };
}
