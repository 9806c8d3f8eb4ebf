// Does the same request find its run again, by the key that came with it?
import type { KeptKey, KeyName, RequestKey, Run, RunStore } from "@mayfly/core";
import { expect, test } from "vitest";
import { aRun, BIRTH, idAt, NO_GUARD } from "../a-run.ts";
import { withRecords, withRivals, type OpenRecords } from "../records-under-test.ts";
import { queryFor, waysOf } from "../run-cache/an-entry.ts";

const RIVALS = 10;
const NOBODY = { phases: ["awaiting_upload"], below: 0 } as const;
const KEY: RequestKey = { key: "order 66", fingerprint: "f1".repeat(32), expiresAt: BIRTH + 1000 };
const NAME: KeyName = { owner: "", kind: "temporary", key: KEY.key };

function keptFor(run: Run, wish: Partial<RequestKey> = {}): KeptKey {
  return { ...KEY, ...wish, run: run.id };
}

async function findKey(runs: RunStore, wish: Partial<KeyName> = {}, now: number = BIRTH): Promise<KeptKey | null> {
  return (await runs.findKey({ ...NAME, ...wish }, now))._unsafeUnwrap();
}

export function keying(open: OpenRecords): void {
  test(
    "`create()` keeps the key that comes with a run, and `findKey()` gives it until the moment of its expiry",
    withRecords(open, async ({ runs }) => {
      const run = aRun();
      expect(await findKey(runs)).toBe(null);
      expect((await runs.create(run, NO_GUARD, KEY)).isOk()).toBe(true);
      expect(await findKey(runs)).toEqual(keptFor(run));
      expect(await findKey(runs, {}, KEY.expiresAt - 1)).toEqual(keptFor(run));
      expect(await findKey(runs, {}, KEY.expiresAt)).toBe(null);
    }),
  );

  test(
    "`create()` with a key that lives keeps nothing and gives the first, whatever was asked for and however full it is",
    withRecords(open, async ({ runs }) => {
      const first = aRun();
      await runs.create(first, NO_GUARD, KEY);
      for (const [guard, wish] of [
        [NO_GUARD, {}],
        [NO_GUARD, { fingerprint: "0b".repeat(32) }],
        [NOBODY, {}],
      ] as const) {
        const second = aRun({ id: idAt(2), createdAt: KEY.expiresAt - 1 });
        const repeated = await runs.create(second, guard, { ...KEY, ...wish, expiresAt: KEY.expiresAt + 1000 });
        expect(repeated._unsafeUnwrapErr()).toEqual({ kind: "repeated", kept: keptFor(first) });
        expect((await runs.find(second.id))._unsafeUnwrap()).toBe(null);
        expect((await runs.history(second.id))._unsafeUnwrap()).toEqual([]);
      }
      expect(await findKey(runs)).toEqual(keptFor(first));
    }),
  );

  test(
    "`create()` with a key that lives no more keeps its run, and the key is that run's from then on",
    withRecords(open, async ({ runs }) => {
      await runs.create(aRun(), NO_GUARD, KEY);
      const later = aRun({ id: idAt(2), createdAt: KEY.expiresAt });
      const wish = { fingerprint: "0b".repeat(32), expiresAt: KEY.expiresAt + 1000 };
      expect((await runs.create(later, NO_GUARD, { ...KEY, ...wish })).isOk()).toBe(true);
      expect(await findKey(runs, {}, KEY.expiresAt)).toEqual(keptFor(later, wish));
    }),
  );

  test(
    "a key is one of its owner, for one kind of runs, in this very spelling",
    withRecords(open, async ({ runs }) => {
      const names: readonly Partial<KeyName>[] = [
        {},
        { owner: "ada" },
        { kind: "installed" },
        { owner: "ada", kind: "installed" },
        { key: "Order 66" },
        { key: "order 66 " },
      ];
      for (const [n, { key = KEY.key, ...wish }] of names.entries()) {
        expect((await runs.create(aRun({ id: idAt(n), ...wish }), NO_GUARD, { ...KEY, key })).isOk()).toBe(true);
      }
      for (const [n, name] of names.entries()) expect((await findKey(runs, name))?.run).toBe(idAt(n));
    }),
  );

  test(
    "`create()` that keeps no run keeps no key either",
    withRecords(open, async ({ runs }) => {
      await runs.create(aRun(), NO_GUARD);
      expect((await runs.create(aRun(), NO_GUARD, KEY))._unsafeUnwrapErr().kind).toBe("unavailable");
      expect((await runs.create(aRun({ id: idAt(2) }), NOBODY, KEY))._unsafeUnwrapErr().kind).toBe("full");
      expect(await findKey(runs)).toBe(null);
    }),
  );

  test(
    "`forget()` leaves the key, unless it is told to forget it too and it is that run's",
    withRecords(open, async ({ runs }) => {
      const run = aRun();
      await runs.create(run, NO_GUARD, KEY);
      expect((await runs.forget(run.id, run.version + 1, NAME))._unsafeUnwrapErr()).toEqual({ kind: "conflict" });
      expect(await findKey(runs)).toEqual(keptFor(run));
      await runs.forget(run.id, run.version);
      expect(await findKey(runs)).toEqual(keptFor(run));

      const others = aRun({ id: idAt(2) });
      await runs.create(others, NO_GUARD);
      await runs.forget(others.id, others.version, NAME);
      expect(await findKey(runs)).toEqual(keptFor(run));

      const own = aRun({ id: idAt(3), owner: "ada" });
      await runs.create(own, NO_GUARD, KEY);
      await runs.forget(own.id, own.version, { ...NAME, owner: "ada" });
      expect(await findKey(runs, { owner: "ada" })).toBe(null);
      expect(await findKey(runs)).toEqual(keptFor(run));
    }),
  );

  test(
    "`expireKeys()` removes keys that live no more, at most so many at a time, and no others",
    withRecords(open, async ({ runs }) => {
      for (let n = 0; n < 5; n += 1) {
        await runs.create(aRun({ id: idAt(n) }), NO_GUARD, { ...KEY, key: `key ${n}`, expiresAt: BIRTH + n + 1 });
      }
      const expire = async (now: number, limit: number) => (await runs.expireKeys(now, limit))._unsafeUnwrap();
      expect(await expire(BIRTH, 10)).toBe(0);
      expect([await expire(BIRTH + 3, 2), await expire(BIRTH + 3, 2), await expire(BIRTH + 3, 2)]).toEqual([2, 1, 0]);
      const left = [];
      for (let n = 0; n < 5; n += 1) left.push((await findKey(runs, { key: `key ${n}` }))?.run ?? null);
      expect(left).toEqual([null, null, null, idAt(3), idAt(4)]);
      expect((await runs.find(idAt(0)))._unsafeUnwrap()).not.toBe(null);
    }),
  );

  test(
    "`create()` of many rivals with one key keeps exactly one run, and tells all others of it",
    withRecords(open, async (records) => {
      await withRivals(records, RIVALS, async (rivals) => {
        const results = await Promise.all(
          rivals.map(({ runs }, n) => runs.create(aRun({ id: idAt(n) }), NO_GUARD, KEY)),
        );
        const kept = await findKey(records.runs);
        expect(results.filter((result) => result.isOk())).toHaveLength(1);
        for (const refused of results.filter((result) => result.isErr())) {
          expect(refused._unsafeUnwrapErr()).toEqual({ kind: "repeated", kept });
        }
        expect((await records.runs.find(kept?.run ?? idAt(99)))._unsafeUnwrap()).not.toBe(null);
      });
      expect((await records.runs.count(["awaiting_upload"]))._unsafeUnwrap()).toBe(1);
    }),
  );

  test(
    "`place()` of a birth keeps and asks for its key as `create()` does",
    withRecords(open, async ({ runs, cache }) => {
      const birth = (n: number) => {
        const run = aRun({ id: idAt(n), kind: "installed" });
        const keyed = () => ({ kind: "birth", run, key: KEY }) as const;
        return cache.place(queryFor(run), { ...waysOf(run), follow: keyed, lead: keyed });
      };
      expect((await birth(1)).isOk()).toBe(true);
      const kept = keptFor(aRun({ id: idAt(1) }));
      expect((await birth(2))._unsafeUnwrapErr()).toEqual({ kind: "repeated", kept });
      expect((await runs.find(idAt(2)))._unsafeUnwrap()).toBe(null);
      expect(await findKey(runs, { kind: "installed" })).toEqual(kept);
    }),
  );

  test("keys are there when the records are opened once more", async ({ skip }) => {
    const records = await open();
    if (records.reopen === undefined) {
      await records.close();
      skip("the adapter does not say that its records last");
      return;
    }
    await records.runs.create(aRun(), NO_GUARD, KEY);
    await records.close();
    const again = await records.reopen();
    expect(await findKey(again.runs)).toEqual(keptFor(aRun()));
    await again.close();
  });
}
