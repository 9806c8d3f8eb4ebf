// Does every question cost what it finds, and not what there is?
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { MIGRATIONS } from "./migrations.ts";
import { QUERIES } from "./queries.ts";

const db = new DatabaseSync(":memory:");
for (const { sql } of MIGRATIONS) db.exec(sql);

const planOf = (sql: string): string[] =>
  db
    .prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .all()
    .map((step) => String(step["detail"]));

/** What is about all entries of the cache reads them all. */
const ABOUT_ALL = ["clearEntries", "stats"];

test.each(Object.entries(QUERIES).filter(([name]) => !ABOUT_ALL.includes(name)))(
  "`%s` looks its rows up and reads through no table",
  (_, sql) => {
    expect(planOf(sql).filter((step) => /^SCAN (?!json_each|CONSTANT)/.test(step))).toEqual([]);
  },
);

test.each([
  "find",
  "history",
  "page",
  "due",
  "oldestQueued",
  "position",
  "followers",
  "expireEntries",
  "expireKeys",
] as const)("`%s` finds its rows in order, so that it stops after the last one asked for", (name) => {
  expect(planOf(QUERIES[name]).filter((step) => step.includes("TEMP B-TREE"))).toEqual([]);
});

test.each([
  ["due", "runs_due"],
  ["oldestQueued", "runs_queue"],
  ["updateRun", "runs_queue"],
  ["position", "runs_queue"],
  ["count", "runs_by_phase"],
  ["inPhases", "runs_by_phase"],
  ["page", "runs_by_owner"],
  ["leader", "runs_by_cache_key"],
  ["followers", "runs_by_cache_key"],
  ["leaderless", "runs_by_cache_key"],
  ["outputsInUse", "runs_by_outputs"],
  ["outputsInUse", "cache_entries_by_outputs"],
  ["expireEntries", "cache_entries_by_expiry"],
  ["expireKeys", "request_keys_by_expiry"],
  ["keyOf", "sqlite_autoindex_request_keys_1"],
  ["dropKey", "sqlite_autoindex_request_keys_1"],
] as const)("`%s` uses the index `%s`", (name, index) => {
  expect(planOf(QUERIES[name]).join("\n")).toContain(index);
});
