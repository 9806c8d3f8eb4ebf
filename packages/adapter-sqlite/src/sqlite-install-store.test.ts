// Is SQLite an install store, and does it look through an index?
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { describeInstallStore, type InstallStoreUnderTest } from "@mayfly/conformance";
import { temporaryFolder } from "../test-fixtures/temporary-folder.ts";
import { INSTALL_QUERIES } from "./install-queries.ts";
import { MIGRATIONS } from "./migrations.ts";
import { openSqliteRecords } from "./open-sqlite-records.ts";

const openIn = async (folder: string): Promise<InstallStoreUnderTest> => {
  const { installs, close } = (await openSqliteRecords(folder))._unsafeUnwrap();
  return { installs, close: async () => close(), reopen: () => openIn(folder), unavailable: async () => close() };
};

describeInstallStore("openSqliteRecords()", () => openIn(temporaryFolder()));

test.each(["write", "find", "open", "forget"] as const)(
  "the query `%s` looks through an index and sorts nothing",
  (name) => {
    const db = new DatabaseSync(":memory:");
    for (const { sql } of MIGRATIONS) db.exec(sql);
    const plan = db.prepare(`EXPLAIN QUERY PLAN ${INSTALL_QUERIES[name]}`).all();
    const steps = plan.map(({ detail }) => String(detail));
    expect(steps.join("\n")).toMatch(/USING (?:COVERING )?INDEX/);
    expect(steps.join("\n")).not.toMatch(/TEMP B-TREE/);
  },
);
