// Can a list be walked while it grows?
import type { PageQuery, Run, RunStore } from "@mayfly/core";
import { expect, test } from "vitest";
import { aRun, idAt, keepRun, NO_GUARD } from "../a-run.ts";
import { withRecords, type OpenRecords } from "../records-under-test.ts";

const FIRST: PageQuery = { owner: "", kind: "temporary", phases: null, limit: 2, cursor: null };

/** The ids of every page, from `query` on. */
async function pagesOf(runs: RunStore, query: PageQuery): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | null = query.cursor;
  do {
    const page = (await runs.page({ ...query, cursor }))._unsafeUnwrap();
    pages.push(idsOf(page.runs));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return pages;
}

export function paging(open: OpenRecords): void {
  test(
    "`page()` goes through all runs, newest id first, whatever order they came in",
    withRecords(open, async ({ runs }) => {
      for (const n of [3, 1, 5, 2, 4]) await runs.create(aRun({ id: idAt(n) }), NO_GUARD);
      expect(await pagesOf(runs, FIRST)).toEqual([[idAt(5), idAt(4)], [idAt(3), idAt(2)], [idAt(1)]]);
    }),
  );

  test(
    "`page()` gives whole runs, and no cursor with the last page, be it full or empty",
    withRecords(open, async ({ runs }) => {
      expect((await runs.page(FIRST))._unsafeUnwrap()).toEqual({ runs: [], nextCursor: null });
      const older = await keepRun(runs, "queued", { id: idAt(1) });
      const newer = await keepRun(runs, "failed", { id: idAt(2) });
      expect((await runs.page(FIRST))._unsafeUnwrap()).toEqual({ runs: [newer, older], nextCursor: null });
    }),
  );

  test(
    "`page()` shows nothing twice and skips nothing when runs are born or forgotten meanwhile",
    withRecords(open, async ({ runs }) => {
      for (const n of [10, 20, 30, 40, 50]) await runs.create(aRun({ id: idAt(n) }), NO_GUARD);
      const first = (await runs.page(FIRST))._unsafeUnwrap();
      expect(idsOf(first.runs)).toEqual([idAt(50), idAt(40)]);
      await runs.create(aRun({ id: idAt(60) }), NO_GUARD);
      await runs.create(aRun({ id: idAt(45) }), NO_GUARD);
      // The last run that was shown, at which the cursor may point.
      await runs.forget(idAt(40), 1);
      expect(await pagesOf(runs, { ...FIRST, cursor: first.nextCursor })).toEqual([[idAt(30), idAt(20)], [idAt(10)]]);
    }),
  );

  test(
    "`page()` takes an unreadable cursor as none",
    withRecords(open, async ({ runs }) => {
      for (const n of [1, 2, 3]) await runs.create(aRun({ id: idAt(n) }), NO_GUARD);
      const first = (await runs.page(FIRST))._unsafeUnwrap();
      for (const cursor of ["", "0", "zzz", "'", "%00", "\u0000", "é".repeat(26), "x".repeat(10_000), "-1"]) {
        expect((await runs.page({ ...FIRST, cursor }))._unsafeUnwrap()).toEqual(first);
      }
    }),
  );

  test(
    "`page()` shows the phases asked for, and none when none are asked for",
    withRecords(open, async ({ runs }) => {
      await keepRun(runs, "queued", { id: idAt(1) });
      await keepRun(runs, "running", { id: idAt(2) });
      await keepRun(runs, "failed", { id: idAt(3) });
      await keepRun(runs, "queued", { id: idAt(4) });
      const one = { ...FIRST, limit: 1 };
      expect(await pagesOf(runs, { ...one, phases: ["queued", "failed"] })).toEqual([[idAt(4)], [idAt(3)], [idAt(1)]]);
      expect(await pagesOf(runs, { ...one, phases: ["cleaning"] })).toEqual([[]]);
      expect(await pagesOf(runs, { ...one, phases: [] })).toEqual([[]]);
    }),
  );

  test(
    "`page()` shows one owner's runs of one kind, also past a cursor of somebody else",
    withRecords(open, async ({ runs }) => {
      await runs.create(aRun({ id: idAt(1), owner: "ada" }), NO_GUARD);
      await runs.create(aRun({ id: idAt(2), owner: "bob" }), NO_GUARD);
      await runs.create(aRun({ id: idAt(3), owner: "ada", kind: "installed" }), NO_GUARD);
      await runs.create(aRun({ id: idAt(4), owner: "ada" }), NO_GUARD);
      await runs.create(aRun({ id: idAt(5), owner: "" }), NO_GUARD);
      const one = { ...FIRST, limit: 1, owner: "ada" };
      expect(await pagesOf(runs, one)).toEqual([[idAt(4)], [idAt(1)]]);
      expect(await pagesOf(runs, { ...one, kind: "installed" })).toEqual([[idAt(3)]]);
      expect(await pagesOf(runs, { ...one, owner: "" })).toEqual([[idAt(5)]]);
      expect(await pagesOf(runs, { ...one, owner: "ADA" })).toEqual([[]]);

      const adas = (await runs.page(one))._unsafeUnwrap();
      expect((await pagesOf(runs, { ...one, owner: "bob", cursor: adas.nextCursor })).flat()).toEqual([idAt(2)]);
    }),
  );
}

function idsOf(runs: readonly Run[]): string[] {
  return runs.map((run) => run.id);
}
