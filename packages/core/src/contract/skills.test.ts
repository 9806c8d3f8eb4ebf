import { expect, test } from "vitest";
import { aRegistryWorld, filesBelow, install } from "../testing/a-registry.ts";
import { SKILL, skillWith } from "../testing/skill-package.ts";
import { listSkillsQuerySchema, shownSkillSchema, skillPageSchema, toShownSkill, toSkillList } from "./skills.ts";

test("a page and a skill, good or broken, are what their schemas say", async () => {
  const { start, skills } = aRegistryWorld();
  const registry = start();
  await install(registry, SKILL);
  skills.put("broken", filesBelow(skillWith({ "demo/assets/runner.json": "{" })));
  const page = toSkillList((await registry.list({ word: null, limit: 9, cursor: null }))._unsafeUnwrap());
  expect(skillPageSchema.parse(page)).toEqual(page);
  expect(page).toMatchObject({
    skills: [
      { id: "broken", name: "broken", version: null, description: "", valid: false, engines: [], content_digest: null },
      { id: "demo", name: "Demo", version: "1.2.3", description: "Shows.", valid: true, engines: ["script"] },
    ],
    next_cursor: null,
  });
  for (const id of ["broken", "demo"]) {
    const shown = toShownSkill((await registry.schemas(id))._unsafeUnwrap());
    expect(shownSkillSchema.parse(shown)).toEqual(shown);
    expect(shown.valid).toBe(id === "demo");
    expect(shown.problems.some(({ severity }) => severity === "error")).toBe(id === "broken");
  }
  expect(toShownSkill((await registry.schemas("demo"))._unsafeUnwrap())).toMatchObject({
    inputs: [
      { key: "table", required: true },
      { key: "notes", required: false },
    ],
    schemas: { parameter: SKILL["demo/assets/parameter.schema.json"] },
  });
});

test("`listSkillsQuerySchema` takes a word, a cursor and a limit that is text, and nothing else", () => {
  expect(listSkillsQuerySchema.parse({})).toEqual({ limit: 50 });
  expect(listSkillsQuerySchema.parse({ q: "row", limit: "200", cursor: "a" })).toEqual({
    q: "row",
    limit: 200,
    cursor: "a",
  });
  for (const query of [
    { limit: "0" },
    { limit: "201" },
    { q: "" },
    { cursor: "" },
    { cursor: "c".repeat(256) },
    { page: "2" },
  ]) {
    expect(listSkillsQuerySchema.safeParse(query).success, JSON.stringify(query)).toBe(false);
  }
});
