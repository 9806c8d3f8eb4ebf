// Is a run placed by what there is at that moment, and in one transaction?
import type { Run } from "@mayfly/core";
import { expect, test } from "vitest";
import { aRun, BIRTH, idAt, keepRun, NO_GUARD } from "../a-run.ts";
import { withRecords, withRivals, type OpenRecords } from "../records-under-test.ts";
import { aKeyedRun, anEntry, KEY, queryFor, TTL, waysOf, waysOfFollower } from "./an-entry.ts";

const RIVALS = 12;
const NOBODY = { phases: ["following", "awaiting_upload"], below: 0 } as const;

export function placing(open: OpenRecords): void {
  test(
    "`place()` lets a run lead where there is no entry and nobody else",
    withRecords(open, async ({ runs, cache }) => {
      const run = aKeyedRun();
      expect((await cache.place(queryFor(run), waysOf(run)))._unsafeUnwrap()).toEqual({ way: "lead", run });
      expect((await runs.find(run.id))._unsafeUnwrap()).toEqual(run);
      expect((await runs.history(run.id))._unsafeUnwrap()).toHaveLength(1);
    }),
  );

  test(
    "`place()` answers a hit, counts it and moves the entry's end on",
    withRecords(open, async ({ runs, cache }) => {
      await cache.write(anEntry());
      const run = aKeyedRun();
      const now = BIRTH + TTL - 1;
      const placed = (await cache.place(queryFor(run, now), waysOf(run)))._unsafeUnwrap();
      expect(placed).toMatchObject({ way: "hit", run: { id: run.id, outputs: idAt(7) } });
      expect((await runs.find(run.id))._unsafeUnwrap()).toEqual(placed.run);
      const after = (await cache.find(KEY, now + TTL - 1))._unsafeUnwrap();
      expect(after).toEqual(anEntry({ hits: 1, expiresAt: now + TTL }));
    }),
  );

  test(
    "`place()` hits no entry whose time has come",
    withRecords(open, async ({ cache }) => {
      await cache.write(anEntry());
      const run = aKeyedRun();
      expect((await cache.place(queryFor(run, BIRTH + TTL), waysOf(run)))._unsafeUnwrap().way).toBe("lead");
    }),
  );

  test.for(["awaiting_upload", "receiving", "staging", "queued", "running", "cleaning"] as const)(
    "`place()` lets a run follow one of its key that is %s",
    async (phase) =>
      withRecords(open, async ({ runs, cache }) => {
        await keepRun(runs, phase, { id: idAt(1), kind: "installed", cache: { key: KEY, hit: null } });
        const run = aKeyedRun({ id: idAt(2) });
        expect((await cache.place(queryFor(run), waysOf(run)))._unsafeUnwrap().way).toBe("follow");
      })(),
  );

  test.for(["following", "succeeded", "failed", "canceled"] as const)(
    "`place()` lets a run lead where the others of its key are %s, or are of another key, or none",
    async (phase) =>
      withRecords(open, async ({ runs, cache }) => {
        await keepRun(runs, phase, { id: idAt(1), kind: "installed", cache: { key: KEY, hit: null } });
        await keepRun(runs, "running", { id: idAt(3), kind: "installed", cache: { key: "other", hit: null } });
        await keepRun(runs, "running", { id: idAt(4) });
        const run = aKeyedRun({ id: idAt(2) });
        expect((await cache.place(queryFor(run), waysOf(run)))._unsafeUnwrap().way).toBe("lead");
      })(),
  );

  test(
    "`place()` does not take the run that asks for its own leader",
    withRecords(open, async ({ runs, cache }) => {
      const run = await keepRun(runs, "following", { kind: "installed", cache: { key: KEY, hit: null } });
      const placed = (await cache.place(queryFor(run), waysOfFollower(run)))._unsafeUnwrap();
      expect(placed).toMatchObject({ way: "lead", run: { version: run.version + 1, state: { phase: "queued" } } });
      expect((await runs.find(run.id))._unsafeUnwrap()).toEqual(placed.run);
    }),
  );

  test(
    "`place()` leaves a run as it is where the way says so",
    withRecords(open, async ({ runs, cache }) => {
      await keepRun(runs, "running", { id: idAt(1), kind: "installed", cache: { key: KEY, hit: null } });
      const run = await keepRun(runs, "following", { id: idAt(2), kind: "installed", cache: { key: KEY, hit: null } });
      const placed = await cache.place(queryFor(run), waysOfFollower(run));
      expect(placed._unsafeUnwrap()).toEqual({ way: "follow", run: null });
      expect((await runs.find(run.id))._unsafeUnwrap()).toEqual(run);
    }),
  );

  test(
    "`place()` answers conflict for a run that moved, and neither counts nor extends",
    withRecords(open, async ({ runs, cache }) => {
      await cache.write(anEntry());
      const run = await keepRun(runs, "following", { kind: "installed", cache: { key: KEY, hit: null } });
      const late = { ...run, version: run.version - 1 };
      const placed = await cache.place(queryFor(run, BIRTH + 5), waysOfFollower(late));
      expect(placed._unsafeUnwrapErr()).toEqual({ kind: "conflict" });
      expect((await runs.find(run.id))._unsafeUnwrap()).toEqual(run);
      expect((await cache.find(KEY, BIRTH))._unsafeUnwrap()).toEqual(anEntry());
    }),
  );

  test(
    "`place()` under a guard that does not hold answers full, and keeps nothing",
    withRecords(open, async ({ runs, cache }) => {
      const run = aKeyedRun();
      const guarded = { ...waysOf(run), lead: () => ({ kind: "birth", run, guard: NOBODY }) as const };
      const placed = await cache.place(queryFor(run), guarded);
      expect(placed._unsafeUnwrapErr()).toEqual({ kind: "full", limit: 0 });
      expect((await runs.find(run.id))._unsafeUnwrap()).toBe(null);
    }),
  );

  test(
    "`place()` keeps nothing when a way throws",
    withRecords(open, async ({ runs, cache }) => {
      const run = aKeyedRun();
      const broken = () => {
        throw new Error("A bug.");
      };
      await expect(cache.place(queryFor(run), { hit: broken, follow: broken, lead: broken })).rejects.toThrow("A bug.");
      expect((await runs.create(aRun({ id: idAt(9) }), NO_GUARD)).isOk()).toBe(true);
      expect((await runs.find(run.id))._unsafeUnwrap()).toBe(null);
    }),
  );

  test(
    "`place()` of many equal runs at once lets one lead, and the others follow",
    withRecords(open, async (records) => {
      const born: Run[] = Array.from({ length: RIVALS }, (_, n) => aKeyedRun({ id: idAt(n) }));
      await withRivals(records, RIVALS, async (rivals) => {
        const placed = await Promise.all(
          rivals.map(({ cache }, n) => {
            const run = born[n] ?? aKeyedRun();
            return cache.place(queryFor(run), waysOf(run));
          }),
        );
        const ways = placed.map((each) => each._unsafeUnwrap().way);
        expect(ways.filter((way) => way === "lead")).toHaveLength(1);
        expect(ways.filter((way) => way === "follow")).toHaveLength(RIVALS - 1);
      });
    }),
  );

  test(
    "`place()` and `expire()` racing for one entry: a hit keeps its outputs in use, whoever comes first",
    withRecords(open, async (records) => {
      for (let n = 0; n < 6; n += 1) {
        await records.cache.write(anEntry({ outputs: idAt(100 + n) }));
        const run = aKeyedRun({ id: idAt(n) });
        await withRivals(records, 2, async ([one, other]) => {
          const [placed, expired] = await Promise.all([
            one?.cache.place(queryFor(run, BIRTH + TTL - 1), waysOf(run)),
            other?.cache.expire(BIRTH + TTL, 9),
          ]);
          const hit = placed?._unsafeUnwrap().way === "hit";
          expect(expired?._unsafeUnwrap()).toEqual(hit ? [] : [idAt(100 + n)]);
          expect((await records.cache.outputsInUse(idAt(100 + n)))._unsafeUnwrap()).toBe(hit);
        });
        const kept = (await records.runs.find(run.id))._unsafeUnwrap();
        await records.runs.forget(run.id, kept?.version ?? 0);
        await records.cache.clear();
      }
    }),
  );
}
