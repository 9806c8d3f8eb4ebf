// Is each queued run taken once, the oldest first?
import type { Run, Transition } from "@mayfly/core";
import { expect, test } from "vitest";
import { aStep, BIRTH, idAt, keepRun } from "../a-run.ts";
import { withRecords, withRivals, type OpenRecords } from "../records-under-test.ts";

const DAY = 86_400_000;
const QUEUED = 6;
const RIVALS = 15;

export function taking(open: OpenRecords): void {
  test(
    "`take()` gives null, and asks for nothing, while nothing is queued",
    withRecords(open, async ({ runs, queue }) => {
      await keepRun(runs, "staging", { id: idAt(1) });
      await keepRun(runs, "running", { id: idAt(2) });
      let asked = 0;
      const taken = await queue.take((run) => {
        asked += 1;
        return takenAfter(run);
      });
      expect(taken._unsafeUnwrap()).toBe(null);
      expect(asked).toBe(0);
    }),
  );

  test(
    "`take()` hands over the queued run, and commits what it is answered, with its history",
    withRecords(open, async ({ runs, queue }) => {
      const run = await keepRun(runs, "queued");
      const seen: Run[] = [];
      const taken = await queue.take((each) => {
        seen.push(each);
        return takenAfter(each);
      });
      const after = takenAfter(run).after;
      expect(seen).toEqual([run]);
      expect(taken._unsafeUnwrap()).toEqual(after);
      expect((await runs.find(run.id))._unsafeUnwrap()).toEqual(after);
      expect((await runs.history(run.id))._unsafeUnwrap().at(-1)).toEqual({
        version: after.version,
        move: "take",
        phase: "running",
        at: after.updatedAt,
      });
      expect((await queue.take(takenAfter))._unsafeUnwrap()).toBe(null);
    }),
  );

  test(
    "`take()` goes by the order of queueing, whoever owns the run and whatever the clock said",
    withRecords(open, async ({ runs, queue }) => {
      await keepRun(runs, "queued", { id: idAt(3), createdAt: BIRTH + DAY });
      await keepRun(runs, "queued", { id: idAt(1), createdAt: BIRTH, owner: "ada" });
      await keepRun(runs, "queued", { id: idAt(2), createdAt: BIRTH, kind: "installed" });
      await keepRun(runs, "queued", { id: idAt(4), createdAt: BIRTH - DAY });
      const taken: (string | undefined)[] = [];
      for (let n = 0; n < 4; n += 1) taken.push((await queue.take(takenAfter))._unsafeUnwrap()?.id);
      expect(taken).toEqual([idAt(3), idAt(1), idAt(2), idAt(4)]);
    }),
  );

  test(
    "`take()` gives no two of many rivals the same run, and leaves none behind",
    withRecords(open, async (records) => {
      for (let n = 0; n < QUEUED; n += 1) await keepRun(records.runs, "queued", { id: idAt(n) });
      await withRivals(records, RIVALS, async (rivals) => {
        const results = await Promise.all(rivals.map(({ queue }) => queue.take(takenAfter)));
        const ids = results.flatMap((result) => result._unsafeUnwrap()?.id ?? []);
        expect(ids.sort()).toEqual(Array.from({ length: QUEUED }, (_, n) => idAt(n)));
      });
      expect((await records.runs.count(["running"]))._unsafeUnwrap()).toBe(QUEUED);
    }),
  );

  test(
    "`take()` and `commit()` racing for one run: exactly one of them has it",
    withRecords(open, async (records) => {
      for (let n = 0; n < 6; n += 1) {
        const run = await keepRun(records.runs, "queued", { id: idAt(n) });
        const cancel = aStep(run, "decide", run.updatedAt + 1, "canceled");
        await withRivals(records, 2, async ([one, other]) => {
          const [committed, taken] = await Promise.all([one?.runs.commit(cancel), other?.queue.take(takenAfter)]);
          expect([committed?.isOk(), taken?._unsafeUnwrap() !== null].filter(Boolean)).toHaveLength(1);
        });
        expect((await records.runs.history(run.id))._unsafeUnwrap()).toHaveLength(run.version + 1);
      }
    }),
  );

  test(
    "`take()` whose answer is thrown, or is about another run, throws too and takes nothing",
    withRecords(open, async ({ runs, queue }) => {
      const run = await keepRun(runs, "queued", { id: idAt(1) });
      const other = await keepRun(runs, "queued", { id: idAt(2), createdAt: BIRTH + 9 });
      const thrown = async (): Promise<unknown> =>
        queue.take(() => {
          throw new Error("a bug");
        });
      await expect(thrown()).rejects.toThrow("a bug");
      await expect(queue.take(() => takenAfter(other))).rejects.toThrow();
      expect((await runs.inPhases(["queued"], 10))._unsafeUnwrap()).toEqual([run, other]);
      expect((await queue.take(takenAfter))._unsafeUnwrap()?.id).toBe(run.id);
    }),
  );
}

function takenAfter(run: Run): Transition {
  return aStep(run, "take", run.updatedAt + 1);
}
