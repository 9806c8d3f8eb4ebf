// Is a forgotten run gone, and only when nobody changed it first?
import { PHASES } from "@mayfly/core";
import { expect, test } from "vitest";
import { aStep, idAt, keepRun } from "../a-run.ts";
import { withRecords, withRivals, type OpenRecords } from "../records-under-test.ts";

export function forgetting(open: OpenRecords): void {
  test(
    "`forget()` removes a run and its history from everywhere, and no other run",
    withRecords(open, async ({ runs, queue }) => {
      const bystander = await keepRun(runs, "failed", { id: idAt(1) });
      const run = await keepRun(runs, "queued", { id: idAt(2) });
      expect((await runs.forget(run.id, run.version)).isOk()).toBe(true);
      expect((await runs.find(run.id))._unsafeUnwrap()).toBe(null);
      expect((await runs.history(run.id))._unsafeUnwrap()).toEqual([]);
      expect((await queue.position(run.id))._unsafeUnwrap()).toBe(null);
      expect((await runs.inPhases(PHASES, 10))._unsafeUnwrap()).toEqual([bystander]);
      expect((await runs.history(bystander.id))._unsafeUnwrap()).toHaveLength(bystander.version);
    }),
  );

  test(
    "`forget()` of a forgotten or unknown run is ok",
    withRecords(open, async ({ runs }) => {
      const run = await keepRun(runs, "failed");
      await runs.forget(run.id, run.version);
      expect((await runs.forget(run.id, run.version)).isOk()).toBe(true);
      expect((await runs.forget(idAt(7), 1)).isOk()).toBe(true);
    }),
  );

  test(
    "`forget()` answers conflict where the run has another version, and keeps it",
    withRecords(open, async ({ runs }) => {
      const run = await keepRun(runs, "failed");
      expect((await runs.forget(run.id, run.version - 1))._unsafeUnwrapErr()).toEqual({ kind: "conflict" });
      expect((await runs.find(run.id))._unsafeUnwrap()).toEqual(run);
      expect((await runs.history(run.id))._unsafeUnwrap()).toHaveLength(run.version);
    }),
  );

  test(
    "`forget()` and `commit()` racing for one run: exactly one of them finds the version it expects",
    withRecords(open, async (records) => {
      for (let n = 0; n < 6; n += 1) {
        const run = await keepRun(records.runs, "succeeded", { id: idAt(n) });
        const settle = aStep(run, "settle_temporary_files", run.updatedAt + 1);
        await withRivals(records, 2, async ([one, other]) => {
          const [forgotten, committed] = await Promise.all([
            one?.runs.forget(run.id, run.version),
            other?.runs.commit(settle),
          ]);
          expect([forgotten?.isOk(), committed?.isOk()].filter(Boolean)).toHaveLength(1);
          const left = committed?.isOk() === true ? settle.after : null;
          expect((await records.runs.find(run.id))._unsafeUnwrap()).toEqual(left);
        });
      }
    }),
  );
}
