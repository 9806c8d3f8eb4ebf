import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonValue } from "../schema/json.ts";
import { bytesOf, filesOf, RUNNER, SKILL, skillWith } from "../testing/skill-package.ts";
import type { Tree } from "../testing/skill-package.ts";
import { judgePackage } from "./judge-package.ts";
import type { Profile } from "./report.ts";

const judge = (tree: Tree, profile: Profile) => judgePackage(filesOf(tree), profile);

/** Any value in the place of any value of `value`, or nothing in its place. */
function mutated(value: JsonValue): fc.Arbitrary<JsonValue | undefined> {
  const anything = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<JsonValue>,
    fc.constantFrom<JsonValue>("", "..", "a/../../b", "\u0000", "*", "**", -1, "__proto__"),
  );
  const here = fc.oneof(anything, fc.constant(undefined));
  if (typeof value !== "object" || value === null) return here;
  const inside = Object.keys(value).map((key) =>
    mutated((value as Readonly<Record<string, JsonValue>>)[key] ?? null).map((change): JsonValue => {
      const copy: Record<string, JsonValue> = { ...(value as Readonly<Record<string, JsonValue>>) };
      if (change === undefined) delete copy[key];
      else copy[key] = change;
      return Array.isArray(value) ? Object.values(copy) : copy;
    }),
  );
  return fc.oneof(here, ...inside);
}

describe("whatever is done to a valid package, the report is a report", () => {
  const profiles = fc.constantFrom<Profile>("autoskill", "autoskill-compatible");
  const holds = (tree: Tree, profile: Profile) => {
    const { valid, problems } = judge(tree, profile);
    expect(valid).toBe(problems.every(({ severity }) => severity === "warning"));
    for (const { message } of problems) expect(message).toMatch(/\.$/);
  };

  test("any value in the place of any of runner.json", () => {
    fc.assert(
      fc.property(mutated(RUNNER), profiles, (runner, profile) => {
        holds(skillWith({ "demo/assets/runner.json": runner ?? null }), profile);
      }),
      { numRuns: 150 },
    );
  });

  test("any value in the place of any of a schema", () => {
    const schemas = Object.entries(SKILL).filter(([path]) => path.endsWith(".schema.json"));
    fc.assert(
      fc.property(
        fc.oneof(
          ...schemas.map(([path, content]) =>
            mutated(content as JsonValue).map((change) => ({ [path]: change ?? null })),
          ),
        ),
        profiles,
        (changes, profile) => {
          holds(skillWith(changes), profile);
        },
      ),
      { numRuns: 150 },
    );
  });

  test("any bytes in the place of any of a file", () => {
    const change = fc.record({
      path: fc.constantFrom(...Object.keys(SKILL)),
      at: fc.nat(),
      remove: fc.nat(9),
      insert: fc.uint8Array({ maxLength: 9 }),
    });
    fc.assert(
      fc.property(change, profiles, ({ path, at, remove, insert }, profile) => {
        const bytes = bytesOf(SKILL[path] ?? "");
        const place = at % (bytes.length + 1);
        const spoiled = new Uint8Array([...bytes.subarray(0, place), ...insert, ...bytes.subarray(place + remove)]);
        holds(skillWith({ [path]: spoiled }), profile);
      }),
      { numRuns: 150 },
    );
  });

  test("any file left out", () => {
    for (const path of Object.keys(SKILL)) holds(skillWith({ [path]: null }), "autoskill");
  });
});
