import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fuzz } from "./fuzz.ts";
import type { FuzzOptions } from "./fuzz.ts";
import { judge } from "./fuzz-loop.ts";
import { keepFind } from "./keep-find.ts";
import { builtSeeds } from "./seeds.ts";
import { target } from "./archive-target.ts";
import { target as forgetful } from "./testing/forgetful-target.ts";

function options(target: string, runs: number): FuzzOptions {
  return {
    target: new URL(target, import.meta.url),
    // A new fixture changes nothing here.
    seeds: builtSeeds(),
    runs,
    seconds: null,
    seed: 1,
    workers: 2,
  };
}

test("`fuzz()` finds nothing in the reader as it is, and the same nothing again", async () => {
  const first = await fuzz(options("./archive-target.ts", 3000));
  expect(first.finds).toEqual([]);
  expect(first.totals.inputs).toBe(3000);
  expect(first.totals.accepted + first.totals.refused).toBe(3000);
  const second = await fuzz(options("./archive-target.ts", 3000));
  expect(second.totals).toEqual(first.totals);
  const other = await fuzz({ ...options("./archive-target.ts", 3000), seed: 2 });
  expect(other.totals).not.toEqual(first.totals);
});

test("`fuzz()` ends when its time is up", async () => {
  const seen: number[] = [];
  const { totals, seconds } = await fuzz({
    ...options("./archive-target.ts", 1),
    runs: null,
    seconds: 4,
    onProgress: ({ inputs }) => seen.push(inputs),
  });
  expect(totals.inputs).toBeGreaterThan(0);
  expect(seconds).toBeGreaterThanOrEqual(4);
  expect(seen.length).toBeGreaterThan(0);
});

test("`fuzz()` finds a reader that forgets a rule, and `keepFind()` keeps the smallest input that shows it", async () => {
  const { finds } = await fuzz(options("./testing/forgetful-target.ts", 10_000));
  const find = finds.find(({ input }) => !("promise" in judge(target, input)));
  if (find === undefined) throw new Error("It found nothing.");
  expect(find.input.length).toBeLessThan(500);
  const folder = mkdtempSync(join(tmpdir(), "mayfly-fuzz-"));
  try {
    const name = keepFind(find, folder);
    expect(name).toMatch(/^front-(?:differs|refuses)--[0-9a-f]{8}\.zip$/);
    expect(judge(forgetful, Uint8Array.from(readFileSync(join(folder, name))))).toMatchObject({
      promise: find.promise,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("`fuzz()` finds an input that never ends, and ends itself", async () => {
  const { finds } = await fuzz({ ...options("./testing/hanging-target.ts", 1000), patience: 1000 });
  expect(finds).toMatchObject([{ promise: "hangs" }]);
  expect(finds[0]?.input.length).toBeGreaterThan(200);
});

test("`fuzz()` finds an input that takes all memory, and lives on", async () => {
  const { finds } = await fuzz({ ...options("./testing/greedy-target.ts", 1000), patience: 60_000, memory: 64 });
  expect(finds).toMatchObject([{ promise: "too-much-memory" }]);
  expect(finds[0]?.input.length).toBeGreaterThan(200);
});
