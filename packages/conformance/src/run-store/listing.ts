// Are runs found by phase and by what is due?
import { dueAt, PHASES, type EpochMs, type Run, type RunStore } from "@mayfly/core";
import { expect, test } from "vitest";
import { aRun, aStep, BIRTH, idAt, keepRun } from "../a-run.ts";
import { withRecords, type OpenRecords } from "../records-under-test.ts";

export function listing(open: OpenRecords): void {
  test(
    "`inPhases()` gives runs of any owner and kind, oldest first, and at most so many",
    withRecords(open, async ({ runs }) => {
      const third = await keepRun(runs, "running", { id: idAt(3), createdAt: BIRTH + 3 });
      const first = await keepRun(runs, "receiving", { id: idAt(1), createdAt: BIRTH + 1, owner: "ada" });
      await keepRun(runs, "succeeded", { id: idAt(2), createdAt: BIRTH + 2 });
      const fourth = await keepRun(runs, "running", { id: idAt(4), createdAt: BIRTH + 4, kind: "installed" });
      expect((await runs.inPhases(["running", "receiving"], 10))._unsafeUnwrap()).toEqual([first, third, fourth]);
      expect((await runs.inPhases(["running", "receiving"], 2))._unsafeUnwrap()).toEqual([first, third]);
      expect((await runs.inPhases(["cleaning"], 10))._unsafeUnwrap()).toEqual([]);
      expect((await runs.inPhases([], 10))._unsafeUnwrap()).toEqual([]);
    }),
  );

  test(
    "`count()` counts each run once, in the phase where it is now",
    withRecords(open, async ({ runs }) => {
      for (const [n, phase] of PHASES.entries()) await keepRun(runs, phase, { id: idAt(n) });
      for (const phase of PHASES) expect((await runs.count([phase]))._unsafeUnwrap()).toBe(1);
      expect((await runs.count(PHASES))._unsafeUnwrap()).toBe(PHASES.length);
      expect((await runs.count(["queued", "queued"]))._unsafeUnwrap()).toBe(1);
      expect((await runs.count([]))._unsafeUnwrap()).toBe(0);
    }),
  );

  test(
    "`due()` gives what is due at that millisecond, the longest due first, and at most so many",
    withRecords(open, async ({ runs }) => {
      const late = await keepRun(runs, "awaiting_upload", { id: idAt(1), createdAt: BIRTH + 20 });
      const soon = await keepRun(runs, "awaiting_upload", { id: idAt(2), createdAt: BIRTH });
      const twin = await keepRun(runs, "awaiting_upload", { id: idAt(3), createdAt: BIRTH });
      const ended = await keepRun(runs, "failed", { id: idAt(4), createdAt: BIRTH });
      expect(await dueIn(runs, dueOf(soon) - 1)).toEqual([]);
      expect(await dueIn(runs, dueOf(soon))).toEqual([soon, twin]);
      expect(await dueIn(runs, dueOf(late))).toEqual([soon, twin, late]);
      expect(await dueIn(runs, dueOf(ended))).toEqual([soon, twin, late, ended]);
      expect(await dueIn(runs, dueOf(ended), 3)).toEqual([soon, twin, late]);
    }),
  );

  test(
    "`due()` follows every commit: a run becomes due, later due, or not due at all",
    withRecords(open, async ({ runs }) => {
      const born = await keepRun(runs, "awaiting_upload");
      const due = dueOf(born);
      const claimed = aStep(born, "claim_upload", born.updatedAt + 1);
      await runs.commit(claimed);
      expect(dueAt(claimed.after)).toBe(null);
      expect(await dueIn(runs, Number.MAX_SAFE_INTEGER)).toEqual([]);

      const given = aStep(claimed.after, "give_back", born.updatedAt + 100);
      await runs.commit(given);
      expect(await dueIn(runs, due)).toEqual([]);
      expect(await dueIn(runs, dueOf(given.after))).toEqual([given.after]);

      await runs.forget(given.after.id, given.after.version);
      expect(await dueIn(runs, Number.MAX_SAFE_INTEGER)).toEqual([]);
    }),
  );

  test(
    "`due()` gives a terminal run when its kept files expire, and after their settling when its outputs do",
    withRecords(open, async ({ runs }) => {
      const ended = await keepRun(runs, "succeeded", aRun());
      const expiry = dueOf(ended);
      expect(await dueIn(runs, expiry)).toEqual([ended]);
      const settled = aStep(ended, "settle_temporary_files", expiry);
      await runs.commit(settled);
      expect(await dueIn(runs, expiry)).toEqual([]);
      expect(await dueIn(runs, dueOf(settled.after))).toEqual([settled.after]);
    }),
  );
}

function dueOf(run: Run): EpochMs {
  return dueAt(run) ?? Number.NaN;
}

async function dueIn(runs: RunStore, now: EpochMs, limit = 100): Promise<readonly Run[]> {
  return (await runs.due(now, limit))._unsafeUnwrap();
}
