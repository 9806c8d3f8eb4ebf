// Does a decided transition land once, whole, and only on the version that it was decided for?
import { isTerminal, PHASES } from "@mayfly/core";
import { expect, test } from "vitest";
import { aRun, aStep, idAt, keepRun, NO_GUARD, wayTo } from "../a-run.ts";
import { withRecords, withRivals, type OpenRecords } from "../records-under-test.ts";

const RIVALS = 12;

export function committing(open: OpenRecords): void {
  test.each(PHASES)("`commit()` brings a run to %s, and its history tells the way", (phase) =>
    withRecords(open, async ({ runs }) => {
      const run = await keepRun(runs, phase);
      expect(run.state.phase).toBe(phase);
      expect((await runs.find(run.id))._unsafeUnwrap()).toEqual(run);
      const history = (await runs.history(run.id))._unsafeUnwrap();
      expect(history.map((entry) => entry.move)).toEqual([null, ...wayTo(phase)]);
      expect(history.map((entry) => entry.version)).toEqual(history.map((_, n) => n + 1));
      expect(history.at(-1)).toMatchObject({ phase, version: run.version, at: run.updatedAt });
    })(),
  );

  test(
    "`commit()` answers conflict to a transition decided on an older version, and changes nothing",
    withRecords(open, async ({ runs }) => {
      const run = await keepRun(runs, "receiving");
      const late = aStep(run, "give_back", run.updatedAt + 1);
      const staged = aStep(run, "stage", run.updatedAt + 1);
      await runs.commit(staged);
      const history = (await runs.history(run.id))._unsafeUnwrap();
      expect((await runs.commit(late))._unsafeUnwrapErr()).toEqual({ kind: "conflict" });
      expect((await runs.commit(staged))._unsafeUnwrapErr()).toEqual({ kind: "conflict" });
      expect((await runs.find(run.id))._unsafeUnwrap()).toEqual(staged.after);
      expect((await runs.history(run.id))._unsafeUnwrap()).toEqual(history);
    }),
  );

  test(
    "`commit()` answers conflict where the run is gone or never was",
    withRecords(open, async ({ runs }) => {
      const run = await keepRun(runs, "succeeded");
      const settle = aStep(run, "settle_temporary_files", run.updatedAt + 1);
      await runs.forget(run.id, run.version);
      expect((await runs.commit(settle))._unsafeUnwrapErr()).toEqual({ kind: "conflict" });
      const unknown = aStep(aRun({ id: idAt(9) }), "claim_upload", run.updatedAt);
      expect((await runs.commit(unknown))._unsafeUnwrapErr()).toEqual({ kind: "conflict" });
      expect((await runs.find(run.id))._unsafeUnwrap()).toBe(null);
      expect((await runs.history(unknown.after.id))._unsafeUnwrap()).toEqual([]);
    }),
  );

  test(
    "`commit()` changes the one run that it names",
    withRecords(open, async ({ runs }) => {
      const bystander = await keepRun(runs, "receiving", { id: idAt(1) });
      const run = await keepRun(runs, "receiving", { id: idAt(2) });
      await runs.commit(aStep(run, "stage", run.updatedAt + 1));
      expect((await runs.find(bystander.id))._unsafeUnwrap()).toEqual(bystander);
      expect((await runs.history(bystander.id))._unsafeUnwrap()).toHaveLength(2);
    }),
  );

  test(
    "`commit()` lets exactly one of many rivals win, and the record is the winner's",
    withRecords(open, async (records) => {
      const run = aRun();
      await records.runs.create(run, NO_GUARD);
      await withRivals(records, RIVALS, async (rivals) => {
        const tries = await Promise.all(
          rivals.map(async ({ runs }, n) => {
            const step = aStep(run, "claim_upload", run.updatedAt + n + 1);
            return { step, result: await runs.commit(step) };
          }),
        );
        const winners = tries.filter(({ result }) => result.isOk());
        expect(winners).toHaveLength(1);
        for (const { result } of tries.filter((each) => each.result.isErr())) {
          expect(result._unsafeUnwrapErr()).toEqual({ kind: "conflict" });
        }
        expect((await records.runs.find(run.id))._unsafeUnwrap()).toEqual(winners[0]?.step.after);
        expect((await records.runs.history(run.id))._unsafeUnwrap()).toHaveLength(2);
      });
    }),
  );

  test(
    "`commit()` keeps a terminal run's phase through the settling of its files",
    withRecords(open, async ({ runs }) => {
      const run = await keepRun(runs, "canceled");
      const settled = aStep(run, "settle_temporary_files", run.updatedAt + 1).after;
      await runs.commit(aStep(run, "settle_temporary_files", run.updatedAt + 1));
      const found = (await runs.find(run.id))._unsafeUnwrap();
      expect(found).toEqual(settled);
      expect(isTerminal(settled.state.phase)).toBe(true);
    }),
  );
}
