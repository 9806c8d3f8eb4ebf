import { err } from "neverthrow";
import { describe, expect, test } from "vitest";
import { aRegistryWorld, demoOf, filesBelow, install } from "../testing/a-registry.ts";
import { SKILL, skillWith } from "../testing/skill-package.ts";

describe("`createRegistry()`", () => {
  test("lists what is installed, broken skills with their problems", async () => {
    const { start, skills } = aRegistryWorld();
    const registry = start();
    await install(registry, SKILL);
    skills.put("broken", filesBelow(skillWith({ "demo/SKILL.md": null })));
    const { skills: listed, nextCursor } = (
      await registry.list({ word: null, limit: 9, cursor: null })
    )._unsafeUnwrap();
    expect(listed.map(({ id, report }) => [id, report.valid])).toEqual([
      ["broken", false],
      ["demo", true],
    ]);
    expect(nextCursor).toBe(null);
    expect((await registry.find("broken"))._unsafeUnwrap().report.problems.map(({ code }) => code)).toContain(
      "PACKAGE_SKILL_MD_MISSING",
    );
  });

  test("shows the schemas of a skill as documents", async () => {
    const { start } = aRegistryWorld();
    const registry = start();
    await install(registry, SKILL);
    expect((await registry.schemas("demo"))._unsafeUnwrap()).toMatchObject({
      skill: { id: "demo", report: { valid: true } },
      input: SKILL["demo/assets/input.schema.json"],
      parameter: SKILL["demo/assets/parameter.schema.json"],
      output: SKILL["demo/assets/output.schema.json"],
    });
  });

  test("removes a skill into the archive, and keeps an earlier one of its version", async () => {
    const { start, skills } = aRegistryWorld();
    const registry = start();
    for (const archivedAs of ["1.0.0", "1.0.0~2"]) {
      await install(registry, demoOf("1.0.0"));
      const removed = (await registry.remove("demo"))._unsafeUnwrap();
      expect(removed).toMatchObject({ skill: { id: "demo" }, archivedAs });
    }
    expect(skills.archived("demo")).toEqual(["1.0.0", "1.0.0~2"]);
    expect((await registry.find("demo")).isErr()).toBe(true);
  });

  test("knows no skill that is not there", async () => {
    const registry = aRegistryWorld().start();
    for (const asked of [
      registry.find("demo"),
      registry.schemas("demo"),
      registry.remove("demo"),
      registry.find("../x"),
    ]) {
      expect((await asked)._unsafeUnwrapErr().code).toBe("SKILL_NOT_FOUND");
    }
  });

  test("answers a fault of its own without its words", async () => {
    const { start, ports } = aRegistryWorld();
    const failing = async () => err({ kind: "unavailable", message: "Made to fail at /secret/place." } as const);
    const registry = start({ catalog: { page: failing, find: failing, schemas: failing, pack: failing } });
    const query = { word: null, limit: 9, cursor: null };
    for (const asked of [
      registry.list(query),
      registry.find("demo"),
      registry.schemas("demo"),
      registry.remove("demo"),
    ]) {
      const refused: unknown = (await asked)._unsafeUnwrapErr();
      expect(refused).toMatchObject({ code: "REQUEST_INTERNAL" });
      expect(JSON.stringify(refused)).not.toContain("secret");
    }
    await install(start(), SKILL);
    const stuck = start({ installer: { ...ports.installer, remove: failing } });
    expect((await stuck.remove("demo"))._unsafeUnwrapErr().code).toBe("REQUEST_INTERNAL");
  });
});
