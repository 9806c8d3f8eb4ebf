// Does an adapter keep the promises of `SkillInstaller`?
import { setImmediate } from "node:timers/promises";
import {
  bufferSource,
  DEFAULT_PACKAGE_LIMITS,
  type Half,
  type InstallId,
  type InstallPlan,
  type SkillCatalog,
  type SkillInstaller,
} from "@mayfly/core";
import { memoryIds } from "@mayfly/core/memory";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { packedSkill, skillText, sourceOf, wholeOf } from "./a-skill.ts";
import { expectFaults, NO_TRAIT, type Traits } from "./traits.ts";

export interface SkillInstallerUnderTest extends Traits {
  readonly installer: SkillInstaller;
  /** Reads what the installer writes. */
  readonly catalog: SkillCatalog;
  /** The names that the archive has for a skill, in any order. */
  archived(id: string): Promise<readonly string[]>;
  /**
   * Declares that an install can be left half done: leaves one as a process does that dies when the skill before is in
   * the archive and the new one not in its place yet.
   */
  breakOff?(plan: InstallPlan): Promise<void>;
  /** Frees whatever the adapter holds; called after each test. */
  close(): Promise<void>;
}

const NEVER = new AbortController().signal;
const HALVES: readonly Half[] = ["old", "new"];
const NEVER_HALF = "the adapter does not say that an install can be left half done";

/** The suite of the `SkillInstaller` port. `create` makes an adapter with nothing in it; it is called before each test. */
export function describeSkillInstaller(name: string, create: () => Promise<SkillInstallerUnderTest>): void {
  describe(`${name} keeps the promises of SkillInstaller`, () => {
    let under: SkillInstallerUnderTest;
    beforeEach(async () => {
      under = await create();
    });
    afterEach(() => under.close());

    const planOf = (version: string, replaces: string | null, id = "demo") => ({
      install: memoryIds.runId() as string as InstallId,
      id,
      package: sourceOf(id, skillText(id, { version })),
      packageLimits: DEFAULT_PACKAGE_LIMITS,
      replaces,
    });
    const install = async (version: string, replaces: string | null, id = "demo") =>
      (await under.installer.install(planOf(version, replaces, id), NEVER))._unsafeUnwrap();
    const versionOf = async (id = "demo") =>
      (await under.catalog.find(id))._unsafeUnwrap()?.report.package?.version ?? null;
    const archived = async (id = "demo") => (await under.archived(id)).toSorted();

    test("`install()` puts a skill in its place, which is found at once, file by file", async () => {
      expect(await install("1.0.0", null)).toEqual({ archivedAs: null });
      expect(await versionOf()).toBe("1.0.0");
      const packed = (await under.catalog.pack("demo"))._unsafeUnwrap();
      const bytes = await wholeOf(packed?.package ?? bufferSource(new Uint8Array(0)));
      expect(Buffer.compare(bytes, packedSkill("demo", skillText("demo")))).toBe(0);
      expect(await archived()).toEqual([]);
    });

    test("`install()` keeps the version before in the archive, and touches no other skill", async () => {
      await install("1.0.0", null);
      await install("1.0.0", null, "other");
      expect(await install("1.1.0", "1.0.0")).toEqual({ archivedAs: "1.0.0" });
      expect(await versionOf()).toBe("1.1.0");
      expect(await install("2.0.0", "1.1.0")).toEqual({ archivedAs: "1.1.0" });
      expect(await versionOf()).toBe("2.0.0");
      expect(await archived()).toEqual(["1.0.0", "1.1.0"]);
      expect(await versionOf("other")).toBe("1.0.0");
      expect(await archived("other")).toEqual([]);
    });

    test("`install()` never overwrites what is in the archive, and finds a name for what has no version", async () => {
      const names = [];
      await install("1.0.0", null);
      for (const before of ["1.0.0", "1.0.0", null, "../../1.0.0", "1.0.0"]) {
        names.push((await install("1.0.0", before)).archivedAs);
      }
      expect(new Set(names).size).toBe(names.length);
      expect(names[0]).toBe("1.0.0");
      expect(new Set(await archived())).toEqual(new Set(names));
      for (const each of names) expect(each).not.toMatch(/[/\\]/);
    });

    test("`install()` refuses a package that lies outside its folder, or is damaged, and changes nothing", async () => {
      await install("1.0.0", null);
      const outside = { ...planOf("2.0.0", "1.0.0"), package: sourceOf("other", skillText("other")) };
      const half = packedSkill("demo", skillText("demo", { version: "2.0.0" })).slice(0, -30);
      for (const plan of [outside, { ...planOf("2.0.0", "1.0.0"), package: bufferSource(half) }]) {
        const refused = (await under.installer.install(plan, NEVER))._unsafeUnwrapErr();
        expect(refused).toMatchObject({ kind: "refused", problems: [{ severity: "error" }] });
      }
      expect(await versionOf()).toBe("1.0.0");
      expect(await archived()).toEqual([]);
    });

    test("`install()` changes nothing under a signal that was aborted before", async () => {
      await install("1.0.0", null);
      const aborted = await under.installer.install(planOf("2.0.0", "1.0.0"), AbortSignal.abort());
      expect(aborted._unsafeUnwrapErr()).toEqual({ kind: "aborted" });
      expect(await versionOf()).toBe("1.0.0");
      expect(await archived()).toEqual([]);
    });

    test("`remove()` takes a skill out of its place into the archive, also twice in one version", async () => {
      await install("1.0.0", null);
      expect((await under.installer.remove("demo", "1.0.0"))._unsafeUnwrap()).toEqual({ archivedAs: "1.0.0" });
      expect(await versionOf()).toBe(null);
      expect((await under.catalog.page({ word: null, limit: 9, cursor: null }))._unsafeUnwrap().skills).toEqual([]);
      expect((await under.installer.remove("demo", "1.0.0"))._unsafeUnwrap()).toBe(null);
      expect(await install("1.0.0", null)).toEqual({ archivedAs: null });
      const again = (await under.installer.remove("demo", "1.0.0"))._unsafeUnwrap();
      expect(again?.archivedAs).not.toBe("1.0.0");
      expect(await archived()).toHaveLength(2);
    });

    test("an install leaves nothing, however it ends, and to settle it then harms nothing", async () => {
      const half = bufferSource(packedSkill("demo", skillText("demo", { version: "2.0.0" })).slice(0, -30));
      const plans = [planOf("1.0.0", null), planOf("1.1.0", "1.0.0"), { ...planOf("2.0.0", "1.1.0"), package: half }];
      const ends = [];
      for (const plan of plans) ends.push((await under.installer.install(plan, NEVER)).isOk());
      const last = planOf("2.0.0", "1.1.0");
      ends.push((await under.installer.install(last, AbortSignal.abort())).isOk());
      expect(ends).toEqual([true, true, false, false]);
      expect((await under.installer.left())._unsafeUnwrap()).toEqual([]);
      for (const { install: id } of [...plans, last]) {
        for (const which of HALVES) (await under.installer.settle(id, which))._unsafeUnwrap();
      }
      expect(await versionOf()).toBe("1.1.0");
      expect(await archived()).toEqual(["1.0.0"]);
    });

    test("every call answers a fault when the place is out of reach, and none throws", async ({ skip }) => {
      skip(under.unavailable === undefined, NO_TRAIT.unavailable);
      await install("1.0.0", null);
      const plan = planOf("2.0.0", "1.0.0");
      await under.unavailable?.();
      await expectFaults<SkillInstaller>({
        install: () => under.installer.install(plan, NEVER),
        remove: () => under.installer.remove("demo", "1.0.0"),
        left: () => under.installer.left(),
        settle: () => under.installer.settle(plan.install, "old"),
      });
    });

    test.for([
      ["new", "2.0.0", ["1.0.0"]],
      ["old", "1.0.0", []],
    ] as const)("`settle()` ends half an install for the %s skill", async ([which, version, names], { skip }) => {
      skip(under.breakOff === undefined, NEVER_HALF);
      await install("1.0.0", null);
      const plan = planOf("2.0.0", "1.0.0");
      await under.breakOff?.(plan);
      expect(await versionOf()).toBe(null);
      expect((await under.installer.left())._unsafeUnwrap()).toEqual([plan.install]);
      (await under.installer.settle(plan.install, which))._unsafeUnwrap();
      expect(await versionOf()).toBe(version);
      expect(await archived()).toEqual(names);
      expect((await under.installer.left())._unsafeUnwrap()).toEqual([]);
      expect(await install("3.0.0", version)).toEqual({ archivedAs: version });
    });

    test("`settle()` keeps what stands in the skill's place meanwhile, and touches no other install", async ({
      skip,
    }) => {
      skip(under.breakOff === undefined, NEVER_HALF);
      for (const which of HALVES) {
        const id = `demo-${which}`;
        await install("1.0.0", null, id);
        const [plan, other] = [planOf("2.0.0", "1.0.0", id), planOf("1.0.0", null, "other")];
        await under.breakOff?.(plan);
        await under.breakOff?.(other);
        expect(await install("1.5.0", null, id)).toEqual({ archivedAs: null });
        (await under.installer.settle(plan.install, which))._unsafeUnwrap();
        expect(await versionOf(id)).toBe("1.5.0");
        expect(await archived(id)).toEqual(["1.0.0"]);
        expect((await under.installer.left())._unsafeUnwrap()).toEqual([other.install]);
        (await under.installer.settle(other.install, which))._unsafeUnwrap();
        // There was none before, and it was never in its place.
        expect(await versionOf("other")).toBe(null);
      }
    });

    test("readers see one version or the next, whole, however often it changes", async () => {
      await install("1.0.0", null);
      let done = false;
      const seen = new Set<string>();
      const read = async (): Promise<void> => {
        while (!done) {
          const packed = (await under.catalog.pack("demo"))._unsafeUnwrap();
          const version = packed?.skill.report.package?.version ?? "none";
          expect(packed?.skill.report.problems).toEqual([]);
          const bytes = await wholeOf(packed?.package ?? bufferSource(new Uint8Array(0)));
          expect(Buffer.compare(bytes, packedSkill("demo", skillText("demo", { version })))).toBe(0);
          const listed = (await under.catalog.page({ word: null, limit: 9, cursor: null }))._unsafeUnwrap();
          expect(listed.skills).toMatchObject([{ id: "demo", report: { valid: true } }]);
          seen.add(version);
          // An adapter may answer without ever letting anything else in.
          await setImmediate();
        }
      };
      const reading = Promise.allSettled([read(), read()]);
      for (let n = 1; n <= 12; n += 1) await install(`1.${n}.0`, `1.${n - 1}.0`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      done = true;
      for (const each of await reading) expect(each).toEqual({ status: "fulfilled", value: undefined });
      expect(seen.has("none")).toBe(false);
      expect(seen.has("1.12.0")).toBe(true);
    });
  });
}
