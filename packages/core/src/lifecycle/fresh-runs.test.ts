import fc from "fast-check";
import { err, ok } from "neverthrow";
import { expect, test } from "vitest";
import type { Fault } from "../ports/fault.ts";
import { aRun } from "../testing/a-run.ts";
import type { RunId } from "../run/run-id.ts";
import type { Run } from "../run/run.ts";
import { freshRuns } from "./fresh-runs.ts";

test("each run comes once, whichever of them stay, and whatever the page", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 40 }), fc.integer({ min: 1, max: 7 }), async (stays, page) => {
      let there: Run[] = stays.map((_, at) => ({ ...aRun("queued"), id: String(at) as RunId }));
      const came: string[] = [];
      for await (const runs of freshRuns(async (limit) => ok(there.slice(0, limit)), page)) {
        for (const { id } of runs._unsafeUnwrap()) {
          came.push(id);
          if (stays[Number(id)] === false) there = there.filter((run) => run.id !== id);
        }
      }
      expect(came).toEqual(stays.map((_, at) => String(at)));
    }),
  );
});

test("a fault is told once, and is the end", async () => {
  const fault: Fault = { kind: "unavailable", message: "no" };
  const pages = [];
  for await (const page of freshRuns(async () => err(fault), 5)) pages.push(page);
  expect(pages).toEqual([err(fault)]);
});
