// Does an adapter keep the promises of `InstallStore`?
import type { Install, InstallId, InstallStore } from "@mayfly/core";
import { problem } from "@mayfly/core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { idAt } from "./a-run.ts";
import { expectFaults, NO_TRAIT, type Traits } from "./traits.ts";

export interface InstallStoreUnderTest extends Traits {
  readonly installs: InstallStore;
  /** Frees whatever the adapter holds; called at the end of each test. */
  close(): Promise<void>;
  /** Opens once more what was closed; left out by an adapter whose records do not last. */
  reopen?(): Promise<InstallStoreUnderTest>;
}

/** The suite of the `InstallStore` port. `open` gives a store with nothing in it; it is called for each test. */
export function describeInstallStore(name: string, open: () => Promise<InstallStoreUnderTest>): void {
  describe(`${name} keeps the promises of InstallStore`, () => {
    let under: InstallStoreUnderTest;
    let installs: InstallStore;
    beforeEach(async () => {
      under = await open();
      installs = under.installs;
    });
    afterEach(() => under.close());

    test("`create()` keeps an install as it is", async () => {
      const install = anInstall(1, { owner: "ada", skillId: "Zählen ✓", version: '1.0.0+"a"' });
      expect((await installs.create(install)).isOk()).toBe(true);
      expect((await installs.find(install.id))._unsafeUnwrap()).toEqual(install);
      expect((await installs.find(anInstall(2).id))._unsafeUnwrap()).toBe(null);
    });

    test("`create()` of an id that is taken is a fault, and changes nothing", async () => {
      await installs.create(anInstall(1));
      const again = await installs.create(anInstall(1, { owner: "eve" }));
      expect(again._unsafeUnwrapErr().kind).toBe("unavailable");
      expect((await installs.find(anInstall(1).id))._unsafeUnwrap()).toEqual(anInstall(1));
    });

    test("`note()` writes what was found out, as often as need be", async () => {
      const install = anInstall(1);
      await installs.create(install);
      const judged = { ...install, skillId: "demo", version: "1.0.0", updatedAt: install.updatedAt + 1 };
      const decided: Install = { ...judged, state: { status: "running", action: "upgrade" } };
      for (const noted of [judged, decided]) {
        expect((await installs.note(noted))._unsafeUnwrap()).toBe(true);
        expect((await installs.find(install.id))._unsafeUnwrap()).toEqual(noted);
      }
    });

    test.each([
      ["well", ended(anInstall(1))],
      ["as failed", failed(anInstall(1))],
    ])("`settle()` ends an install %s, once, and nothing is noted after it", async (_, end) => {
      const install = anInstall(1);
      await installs.create(install);
      expect((await installs.settle(end))._unsafeUnwrap()).toBe(true);
      expect((await installs.settle(failed(install)))._unsafeUnwrap()).toBe(false);
      expect((await installs.note({ ...install, version: "9.0.0" }))._unsafeUnwrap()).toBe(false);
      expect((await installs.find(install.id))._unsafeUnwrap()).toEqual(end);
      expect((await installs.open())._unsafeUnwrap()).toEqual([]);
    });

    test("`settle()` and `note()` of an install that is not there make none", async () => {
      expect((await installs.settle(ended(anInstall(1))))._unsafeUnwrap()).toBe(false);
      expect((await installs.note(anInstall(1)))._unsafeUnwrap()).toBe(false);
      expect((await installs.find(anInstall(1).id))._unsafeUnwrap()).toBe(null);
    });

    test("`settle()` called twice at once succeeds once", async () => {
      await installs.create(anInstall(1));
      const both = await Promise.all([installs.settle(ended(anInstall(1))), installs.settle(failed(anInstall(1)))]);
      expect(both.filter((each) => each._unsafeUnwrap())).toHaveLength(1);
    });

    test("`open()` lists those that go on, oldest first", async () => {
      const late = anInstall(1, { createdAt: 2000 });
      const early = anInstall(2, { createdAt: 1000 });
      const asEarly = anInstall(3, { createdAt: 1000 });
      for (const install of [late, asEarly, early, anInstall(4)]) await installs.create(install);
      await installs.settle(ended(anInstall(4)));
      expect((await installs.open())._unsafeUnwrap()).toEqual([early, asEarly, late]);
    });

    test("`forget()` forgets those that ended before a moment, and none that goes on", async () => {
      const times = [1000, 1999, 2000, 3000];
      for (const [n, updatedAt] of times.entries()) {
        await installs.create(anInstall(n));
        await installs.settle({ ...(n % 2 === 0 ? ended(anInstall(n)) : failed(anInstall(n))), updatedAt });
      }
      const running = anInstall(9, { updatedAt: 1 });
      await installs.create(running);
      expect((await installs.forget(2000))._unsafeUnwrap()).toBe(2);
      const left = [];
      for (const n of [...times.keys(), 9]) left.push((await installs.find(anInstall(n).id))._unsafeUnwrap() !== null);
      expect(left).toEqual([false, false, true, true, true]);
      expect((await installs.open())._unsafeUnwrap()).toEqual([running]);
      expect((await installs.forget(2000))._unsafeUnwrap()).toBe(0);
    });

    test("what was read does not change when what was kept does", async () => {
      await installs.create(anInstall(1));
      const before = (await installs.find(anInstall(1).id))._unsafeUnwrap();
      await installs.settle(failed(anInstall(1)));
      expect(before).toEqual(anInstall(1));
    });

    test("every call answers a fault when the records are out of reach, and none throws", async ({ skip }) => {
      skip(under.unavailable === undefined, NO_TRAIT.unavailable);
      await installs.create(anInstall(1));
      await under.unavailable?.();
      await expectFaults<InstallStore>({
        create: () => installs.create(anInstall(2)),
        note: () => installs.note(anInstall(1)),
        settle: () => installs.settle(ended(anInstall(1))),
        find: () => installs.find(anInstall(1).id),
        open: () => installs.open(),
        forget: () => installs.forget(9000),
      });
    });

    test("all that was kept is there when the records are opened once more", async ({ skip }) => {
      const { reopen } = under;
      if (reopen === undefined) {
        skip("the adapter does not say that its records last");
        return;
      }
      for (const n of [1, 2]) await installs.create(anInstall(n));
      await installs.settle(failed(anInstall(2)));
      await under.close();
      under = await reopen();
      expect((await under.installs.open())._unsafeUnwrap()).toEqual([anInstall(1)]);
      expect((await under.installs.find(anInstall(2).id))._unsafeUnwrap()).toEqual(failed(anInstall(2)));
      expect((await under.installs.settle(ended(anInstall(1))))._unsafeUnwrap()).toBe(true);
    });
  });
}

function anInstall(n: number, more: Partial<Install> = {}): Install {
  return {
    id: idAt(n) as string as InstallId,
    owner: "",
    skillId: null,
    version: null,
    createdAt: 1000,
    updatedAt: 1000,
    state: { status: "running", action: null },
    ...more,
  };
}

function ended(install: Install): Install {
  return { ...install, skillId: "demo", version: "1.0.0", state: { status: "succeeded", action: "install" } };
}

function failed(install: Install): Install {
  const wrong = problem("PACKAGE_EMPTY", "The package has no file.", { entry: "demo", hint: "Add one." });
  const error = { code: wrong.code, message: wrong.message, problems: [wrong] };
  return { ...install, state: { status: "failed", action: null, error } };
}
