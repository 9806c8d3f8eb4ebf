// Is a guard counted in the same transaction as the write that it guards?
import { PLACE_HOLDING_PHASES, type CountGuard } from "@mayfly/core";
import { expect, test } from "vitest";
import { aRun, aStep, idAt, keepRun } from "../a-run.ts";
import { withRecords, withRivals, type OpenRecords } from "../records-under-test.ts";

const PLACES = 3;
const RIVALS = 10;
const AWAITING: CountGuard = { phases: ["awaiting_upload"], below: PLACES };
const PLACE: CountGuard = { phases: PLACE_HOLDING_PHASES, below: PLACES };

export function guarding(open: OpenRecords): void {
  test(
    "`create()` answers full, with the limit, from the first run that the guard has no place for",
    withRecords(open, async ({ runs }) => {
      for (let n = 0; n < PLACES; n += 1) {
        expect((await runs.create(aRun({ id: idAt(n) }), AWAITING)).isOk()).toBe(true);
      }
      const refused = await runs.create(aRun({ id: idAt(PLACES) }), AWAITING);
      expect(refused._unsafeUnwrapErr()).toEqual({ kind: "full", limit: PLACES });
      expect((await runs.find(idAt(PLACES)))._unsafeUnwrap()).toBe(null);
      expect((await runs.history(idAt(PLACES)))._unsafeUnwrap()).toEqual([]);
    }),
  );

  test(
    "`commit()` answers full where the guard does not hold, changes nothing, and goes through once a place is free",
    withRecords(open, async ({ runs }) => {
      const first = await keepRun(runs, "receiving", { id: idAt(0) });
      await keepRun(runs, "staging", { id: idAt(1) });
      await keepRun(runs, "queued", { id: idAt(2) });
      await keepRun(runs, "running", { id: idAt(3) });
      const run = await keepRun(runs, "awaiting_upload", { id: idAt(4) });
      const claim = aStep(run, "claim_upload", run.updatedAt + 1);
      expect((await runs.commit(claim, PLACE))._unsafeUnwrapErr()).toEqual({ kind: "full", limit: PLACES });
      expect((await runs.find(run.id))._unsafeUnwrap()).toEqual(run);
      expect((await runs.history(run.id))._unsafeUnwrap()).toHaveLength(1);

      await runs.commit(aStep(first, "give_back", first.updatedAt + 1));
      expect((await runs.commit(claim, PLACE)).isOk()).toBe(true);
    }),
  );

  test(
    "`create()` under a guard lets in exactly as many of many rivals as there are places",
    withRecords(open, async (records) => {
      await withRivals(records, RIVALS, async (rivals) => {
        const results = await Promise.all(rivals.map(({ runs }, n) => runs.create(aRun({ id: idAt(n) }), AWAITING)));
        expect(results.filter((result) => result.isOk())).toHaveLength(PLACES);
      });
      expect((await records.runs.count(["awaiting_upload"]))._unsafeUnwrap()).toBe(PLACES);
    }),
  );

  test(
    "`commit()` under a guard lets in exactly as many of many rivals as there are places",
    withRecords(open, async (records) => {
      for (let n = 0; n < RIVALS; n += 1) await keepRun(records.runs, "awaiting_upload", { id: idAt(n) });
      await withRivals(records, RIVALS, async (rivals) => {
        const results = await Promise.all(
          rivals.map(({ runs }, n) => {
            const run = aRun({ id: idAt(n) });
            return runs.commit(aStep(run, "claim_upload", run.updatedAt + 1), PLACE);
          }),
        );
        expect(results.filter((result) => result.isOk())).toHaveLength(PLACES);
        for (const refused of results.filter((result) => result.isErr())) {
          expect(refused._unsafeUnwrapErr()).toEqual({ kind: "full", limit: PLACES });
        }
      });
      expect((await records.runs.count(PLACE_HOLDING_PHASES))._unsafeUnwrap()).toBe(PLACES);
    }),
  );
}
