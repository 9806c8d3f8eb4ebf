// Are entries kept as long as they live, and are outputs in use as long as anything points to them?
import { expect, test } from "vitest";
import { aRun, BIRTH, idAt, keepRun, NO_GUARD } from "../a-run.ts";
import { withRecords, type OpenRecords } from "../records-under-test.ts";
import { anEntry, KEY, TTL } from "./an-entry.ts";

const OTHER = "d8".repeat(32);

export function keepingEntries(open: OpenRecords): void {
  test(
    "`find()` gives the entry that was written, until the moment at which it expires",
    withRecords(open, async ({ cache }) => {
      expect((await cache.find(KEY, BIRTH))._unsafeUnwrap()).toBe(null);
      expect((await cache.write(anEntry()))._unsafeUnwrap()).toBe(null);
      expect((await cache.find(KEY, BIRTH + TTL - 1))._unsafeUnwrap()).toEqual(anEntry());
      expect((await cache.find(KEY, BIRTH + TTL))._unsafeUnwrap()).toBe(null);
      expect((await cache.find(OTHER, BIRTH))._unsafeUnwrap()).toBe(null);
    }),
  );

  test(
    "`write()` leaves an entry of the same outputs alone, and tells which outputs it replaced",
    withRecords(open, async ({ cache }) => {
      await cache.write(anEntry());
      expect((await cache.write(anEntry({ bytes: 1, expiresAt: BIRTH + 9 * TTL })))._unsafeUnwrap()).toBe(null);
      expect((await cache.find(KEY, BIRTH))._unsafeUnwrap()).toEqual(anEntry());
      expect((await cache.write(anEntry({ outputs: idAt(8) })))._unsafeUnwrap()).toBe(idAt(7));
      expect((await cache.find(KEY, BIRTH))._unsafeUnwrap()?.outputs).toBe(idAt(8));
    }),
  );

  test(
    "`drop()` removes the entry only while it points to the outputs that it is told",
    withRecords(open, async ({ cache }) => {
      await cache.write(anEntry({ outputs: idAt(8) }));
      expect((await cache.drop(KEY, idAt(7))).isOk()).toBe(true);
      expect((await cache.find(KEY, BIRTH))._unsafeUnwrap()?.outputs).toBe(idAt(8));
      await cache.drop(KEY, idAt(8));
      expect((await cache.find(KEY, BIRTH))._unsafeUnwrap()).toBe(null);
      expect((await cache.drop(KEY, idAt(8))).isOk()).toBe(true);
    }),
  );

  test(
    "`expire()` removes the entries whose time has come, some at a time, and tells their outputs",
    withRecords(open, async ({ cache }) => {
      for (const n of [1, 2, 3])
        await cache.write(anEntry({ key: String(n), outputs: idAt(n), expiresAt: BIRTH + n * TTL }));
      expect((await cache.expire(BIRTH + TTL - 1, 9))._unsafeUnwrap()).toEqual([]);
      const first = (await cache.expire(BIRTH + 2 * TTL, 1))._unsafeUnwrap();
      const second = (await cache.expire(BIRTH + 2 * TTL, 9))._unsafeUnwrap();
      expect([...first, ...second].toSorted()).toEqual([idAt(1), idAt(2)]);
      expect(first).toHaveLength(1);
      expect((await cache.stats())._unsafeUnwrap().entries).toBe(1);
    }),
  );

  test(
    "`clear()` removes all entries and tells their outputs; `stats()` counts what there is",
    withRecords(open, async ({ cache }) => {
      expect((await cache.stats())._unsafeUnwrap()).toEqual({ entries: 0, hits: 0, bytes: 0 });
      await cache.write(anEntry({ hits: 3 }));
      await cache.write(anEntry({ key: OTHER, outputs: idAt(8), hits: 4, bytes: 9 }));
      expect((await cache.stats())._unsafeUnwrap()).toEqual({ entries: 2, hits: 7, bytes: 4720 });
      expect([...(await cache.clear())._unsafeUnwrap()].toSorted()).toEqual([idAt(7), idAt(8)]);
      expect((await cache.stats())._unsafeUnwrap()).toEqual({ entries: 0, hits: 0, bytes: 0 });
      expect((await cache.clear())._unsafeUnwrap()).toEqual([]);
    }),
  );

  test(
    "`outputsInUse()` holds while a run or an entry points to them, an expired one too",
    withRecords(open, async ({ runs, cache }) => {
      const used = async (n: number) => (await cache.outputsInUse(idAt(n)))._unsafeUnwrap();
      expect(await used(7)).toBe(false);
      await cache.write(anEntry({ expiresAt: BIRTH - 1 }));
      expect(await used(7)).toBe(true);
      await runs.create(aRun({ id: idAt(2), outputs: idAt(7) }), NO_GUARD);
      await cache.clear();
      expect(await used(7)).toBe(true);
      expect(await used(2)).toBe(false);
      await runs.forget(idAt(2), 1);
      expect(await used(7)).toBe(false);
      const ended = await keepRun(runs, "succeeded", { id: idAt(3) });
      expect(await used(3)).toBe(true);
      await runs.forget(ended.id, ended.version);
      expect(await used(3)).toBe(false);
      await keepRun(runs, "deleting", { id: idAt(4) });
      expect(await used(4)).toBe(false);
    }),
  );

  test("entries are there when the records are opened once more", async ({ skip }) => {
    const records = await open();
    await records.cache.write(anEntry({ hits: 2 }));
    await records.close();
    if (records.reopen === undefined) return skip("the adapter does not say that its records last");
    const again = await records.reopen();
    expect((await again.cache.find(KEY, BIRTH))._unsafeUnwrap()).toEqual(anEntry({ hits: 2 }));
    await again.close();
  });
}
