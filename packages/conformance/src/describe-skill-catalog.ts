// Does an adapter keep the promises of `SkillCatalog`?
import type { SkillCatalog, SkillQuery } from "@mayfly/core";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { bytesByPath, packedSkill, skillText, wholeOf, type SkillText } from "./a-skill.ts";
import { expectFaults, NO_TRAIT, type Traits } from "./traits.ts";

/** What is out of reach may be known for as long as it may be changed by hand unseen. */
export interface SkillCatalogUnderTest extends Traits {
  readonly catalog: SkillCatalog;
  /** Puts a skill into its place as an operator does by hand, `null` to take it away. Paths are below its folder. */
  put(id: string, files: ReadonlyMap<string, Uint8Array> | null): Promise<void>;
  /** Frees whatever the adapter holds; called after each test. */
  close(): Promise<void>;
}

/** What was changed by hand is found in this time, in milliseconds. */
const FOUND_WITHIN = 3000;

/** The suite of the `SkillCatalog` port. `create` makes an adapter with nothing in it; it is called before each test. */
export function describeSkillCatalog(name: string, create: () => Promise<SkillCatalogUnderTest>): void {
  describe(`${name} keeps the promises of SkillCatalog`, () => {
    let under: SkillCatalogUnderTest;
    let catalog: SkillCatalog;
    beforeEach(async () => {
      under = await create();
      catalog = under.catalog;
    });
    afterEach(() => under.close());

    const put = (id: string, text: SkillText = skillText(id)): Promise<void> => under.put(id, bytesByPath(text));
    const page = async (query: Partial<SkillQuery> = {}) => {
      const { skills, nextCursor } = (
        await catalog.page({ word: null, limit: 200, cursor: null, ...query })
      )._unsafeUnwrap();
      return { ids: skills.map(({ id }) => id), nextCursor, skills };
    };
    const find = async (id: string) => (await catalog.find(id))._unsafeUnwrap();

    test("an empty place has no skills", async () => {
      expect(await page()).toEqual({ ids: [], nextCursor: null, skills: [] });
      expect(await find("demo")).toBe(null);
      expect((await catalog.schemas("demo"))._unsafeUnwrap()).toBe(null);
      expect((await catalog.pack("demo"))._unsafeUnwrap()).toBe(null);
    });

    test("a skill that was put there is judged, the same by every question", async () => {
      await put("demo", skillText("demo", { version: "2.1.0", name: "Demo", description: "Counts rows." }));
      const found = await find("demo");
      expect(found).toMatchObject({
        id: "demo",
        report: {
          valid: true,
          problems: [],
          package: { id: "demo", name: "Demo", version: "2.1.0", engines: ["script"], files: 6 },
        },
      });
      expect(found?.report.package?.content_digest).toMatch(/^[0-9a-f]{64}$/);
      expect(Math.abs((found?.changedAt ?? 0) - Date.now())).toBeLessThan(60_000);
      expect((await page()).skills).toEqual([found]);
      expect((await catalog.pack("demo"))._unsafeUnwrap()?.skill).toEqual(found);
      expect((await catalog.schemas("demo"))._unsafeUnwrap()?.skill).toEqual(found);
    });

    test("a broken skill is listed with its problems", async () => {
      const { "SKILL.md": _, ...rest } = skillText("broken");
      await put("broken", rest);
      await put("other", skillText("another"));
      const { skills } = await page();
      expect(skills.map(({ id, report }) => [id, report.valid])).toEqual([
        ["broken", false],
        ["other", false],
      ]);
      expect(skills[0]?.report.problems.map(({ code }) => code)).toContain("PACKAGE_SKILL_MD_MISSING");
      expect(skills[1]?.report.problems.map(({ code }) => code)).toContain("PACKAGE_IDENTITY");
      const packed = (await catalog.pack("broken"))._unsafeUnwrap();
      expect(packed?.skill).toEqual(skills[0]);
      expect(packed?.package.size).toBe(0);
    });

    test("`page()` goes through all skills in the order of their ids", async () => {
      const ids = ["Zeta", "a-1", "a", "b", "alpha", "ä"];
      for (const id of ids) await put(id);
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const { ids: shown, nextCursor } = await page({ limit: 2, cursor });
        expect(shown.length).toBe(2);
        seen.push(...shown);
        cursor = nextCursor;
      } while (cursor !== null);
      expect(seen).toEqual(ids.toSorted());
    });

    test("`page()` of a cursor goes on behind it, though that skill is gone, and an unreadable one is the first page", async () => {
      for (const id of ["a", "b", "c"]) await put(id);
      const first = await page({ limit: 2 });
      await under.put("b", null);
      await vi.waitFor(async () => expect(await find("b")).toBe(null), { timeout: FOUND_WITHIN });
      expect(await page({ limit: 2, cursor: first.nextCursor })).toMatchObject({ ids: ["c"], nextCursor: null });
      for (const cursor of ["", "../x", "a/b", "\0"]) expect((await page({ cursor })).ids).toEqual(["a", "c"]);
    });

    test("`page()` finds a word in id, name and description, whatever its case", async () => {
      await put("row-count");
      await put("b", skillText("b", { name: "Zählt ROWS" }));
      await put("c", skillText("c", { description: "Each row once." }));
      await put("d");
      expect((await page({ word: "row" })).ids).toEqual(["b", "c", "row-count"]);
      expect((await page({ word: "ZÄHLT" })).ids).toEqual(["b"]);
      expect((await page({ word: "nothing" })).ids).toEqual([]);
      const first = await page({ word: "row", limit: 2 });
      expect(first.ids).toEqual(["b", "c"]);
      expect(await page({ word: "row", limit: 2, cursor: first.nextCursor })).toMatchObject({
        ids: ["row-count"],
        nextCursor: null,
      });
      expect((await page({ word: "row", limit: 3 })).nextCursor).toBe(null);
    });

    test("a name that is no safe one names no skill", async () => {
      await put("demo");
      for (const id of [
        "",
        ".",
        "..",
        "../demo",
        "demo/",
        "./demo",
        "demo/assets",
        ".hidden",
        "__proto__",
        "a\0b",
        "x".repeat(400),
      ]) {
        expect(await find(id), JSON.stringify(id)).toBe(null);
        expect((await catalog.schemas(id))._unsafeUnwrap()).toBe(null);
        expect((await catalog.pack(id))._unsafeUnwrap()).toBe(null);
      }
    });

    test("what is changed by hand is found within seconds, by whatever is asked", async () => {
      await put("demo");
      await put("other");
      await page({ word: "counts" });
      await put("demo", skillText("demo", { version: "1.1.0", description: "Sums." }));
      await put("third");
      await under.put("other", null);
      await vi.waitFor(
        async () => {
          expect((await page()).ids).toEqual(["demo", "third"]);
          expect((await page({ word: "sums" })).ids).toEqual(["demo"]);
          expect((await find("demo"))?.report.package?.version).toBe("1.1.0");
          expect(await find("other")).toBe(null);
          expect((await catalog.pack("demo"))._unsafeUnwrap()?.skill.report.package?.version).toBe("1.1.0");
        },
        { timeout: FOUND_WITHIN },
      );
    });

    test("`schemas()` gives the documents, and `null` for one that cannot be read", async () => {
      await put("demo");
      expect((await catalog.schemas("demo"))._unsafeUnwrap()).toMatchObject({
        input: { type: "object", properties: {} },
        parameter: { type: "object", properties: { top: { type: "integer", default: 3 } } },
        output: { type: "object", properties: { rows: { type: "integer" } } },
      });
      await put("broken", { ...skillText("broken"), "assets/in.json": "{" });
      const broken = (await catalog.schemas("broken"))._unsafeUnwrap();
      expect(broken).toMatchObject({ skill: { report: { valid: false } }, input: null, output: { type: "object" } });
    });

    test("`pack()` gives the canonical archive, which no later change reaches", async () => {
      const text = skillText("demo");
      await put("demo", text);
      const packed = (await catalog.pack("demo"))._unsafeUnwrap();
      if (packed === null) throw new Error("There is no skill.");
      await put("demo", skillText("demo", { version: "9.0.0" }));
      const bytes = await wholeOf(packed.package);
      expect(Buffer.compare(bytes, packedSkill("demo", text))).toBe(0);
    });

    test("every question is answered by a fault when the place is out of reach, and none throws", async ({ skip }) => {
      skip(under.unavailable === undefined, NO_TRAIT.unavailable);
      await put("demo");
      await page();
      await under.unavailable?.();
      for (const id of ["demo", "unknown"]) {
        const faults = (): Promise<void> =>
          expectFaults<SkillCatalog>({
            page: () => catalog.page({ word: null, limit: 200, cursor: null }),
            find: () => catalog.find(id),
            schemas: () => catalog.schemas(id),
            pack: () => catalog.pack(id),
          });
        await vi.waitFor(faults, { timeout: FOUND_WITHIN });
      }
    });
  });
}
