// Is a newborn run kept, exactly as it is?
import * as fc from "fast-check";
import type { JsonObject } from "@mayfly/core";
import { expect, test } from "vitest";
import { aRun, aStep, idAt, NO_GUARD } from "../a-run.ts";
import { withRecords, type OpenRecords } from "../records-under-test.ts";

export function creating(open: OpenRecords): void {
  test(
    "`create()` keeps a run that `find()` gives back, and its birth is its history",
    withRecords(open, async ({ runs }) => {
      const run = aRun();
      expect((await runs.create(run, NO_GUARD)).isOk()).toBe(true);
      expect((await runs.find(run.id))._unsafeUnwrap()).toEqual(run);
      expect((await runs.history(run.id))._unsafeUnwrap()).toEqual([
        { version: 1, move: null, phase: "awaiting_upload", at: run.createdAt },
      ]);
    }),
  );

  test(
    "`find()` gives null for a run that was never kept, and its history is empty",
    withRecords(open, async ({ runs }) => {
      await runs.create(aRun({ id: idAt(1) }), NO_GUARD);
      expect((await runs.find(idAt(2)))._unsafeUnwrap()).toBe(null);
      expect((await runs.history(idAt(2)))._unsafeUnwrap()).toEqual([]);
    }),
  );

  test(
    "`create()` refuses an id that is taken, whoever owns it, and leaves the first run as it was",
    withRecords(open, async ({ runs }) => {
      const first = aRun({ owner: "ada" });
      await runs.create(first, NO_GUARD);
      for (const owner of ["ada", "bob"]) {
        const second = await runs.create(aRun({ owner, createdAt: first.createdAt + 5 }), NO_GUARD);
        expect(second._unsafeUnwrapErr().kind).toBe("unavailable");
      }
      expect((await runs.find(first.id))._unsafeUnwrap()).toEqual(first);
      expect((await runs.history(first.id))._unsafeUnwrap()).toHaveLength(1);
    }),
  );

  test(
    "`open` of the suite gives records with nothing in them each time",
    withRecords(open, async ({ runs }) => {
      await runs.create(aRun(), NO_GUARD);
      const others = await open();
      expect((await others.runs.find(aRun().id))._unsafeUnwrap()).toBe(null);
      await others.close();
    }),
  );

  test(
    "`find()` gives a copy: changing it, or what was handed in, changes no record",
    withRecords(open, async ({ runs }) => {
      const parameter: { divisor: number } = { divisor: 7 };
      const run = aRun({ request: { ...aRun().request, parameter } });
      await runs.create(run, NO_GUARD);
      parameter.divisor = 8;
      const found = (await runs.find(run.id))._unsafeUnwrap();
      expect(found?.request.parameter).toEqual({ divisor: 7 });
      Object.assign(found?.request.parameter ?? {}, { divisor: 9 });
      expect((await runs.find(run.id))._unsafeUnwrap()?.request.parameter).toEqual({ divisor: 7 });
    }),
  );

  test(
    "law: whatever JSON and text a run holds comes back the same, and in the same order",
    withRecords(open, async ({ runs }) => {
      let n = 0;
      const text = fc.string({ unit: "binary" });
      await fc.assert(
        fc.asyncProperty(fc.dictionary(text, fc.jsonValue({ stringUnit: "binary" })), text, async (json, owner) => {
          n += 1;
          const parameter = json as JsonObject;
          const run = aRun({ id: idAt(n), owner, request: { ...aRun().request, parameter, model: owner } });
          await runs.create(run, NO_GUARD);
          expect(JSON.stringify((await runs.find(run.id))._unsafeUnwrap())).toBe(JSON.stringify(run));
          const next = aStep(run, "claim_upload", run.createdAt + 1);
          await runs.commit(next);
          const page = await runs.page({ owner, kind: run.kind, phases: ["receiving"], limit: 1, cursor: null });
          expect(JSON.stringify(page._unsafeUnwrap().runs)).toBe(JSON.stringify([next.after]));
        }),
        { numRuns: 60 },
      );
    }),
  );
}
