import { describe, expect, test } from "vitest";
import { bundling, check } from "../testing/schema-files.ts";
import { compileSchema, PLAIN_CHECK } from "./compile-schema.ts";
import type { JsonValue } from "./json.ts";

describe("the budget of a check", () => {
  const doubled = (levels: number): JsonValue => {
    const names = Array.from({ length: levels }, (_, index) => `a${index}`);
    const twice = names.map((name, index) => [
      name,
      { allOf: [{ $ref: `#/$defs/a${index + 1}` }, { $ref: `#/$defs/a${index + 1}` }] },
    ]);
    return { $ref: "#/$defs/a0", $defs: { ...Object.fromEntries(twice), [`a${levels}`]: { type: "string" } } };
  };
  let deep: JsonValue = "x";
  for (let level = 0; level < 60; level += 1) deep = [deep];

  test.each<[string, JsonValue, JsonValue, boolean]>([
    ["allOf doubled 12 times", doubled(12), "x", true],
    ["allOf doubled 28 times", doubled(28), "x", false],
    ["allOf doubled 200 times", doubled(200), "x", false],
    [
      "doubling with the depth of the value",
      { allOf: [{ items: { $ref: "#" } }, { items: { $ref: "#" } }] },
      deep,
      false,
    ],
    [
      "unique items among 100,000 objects",
      { uniqueItems: true },
      Array.from({ length: 100_000 }, (_, index) => ({ index })),
      true,
    ],
    ["a pattern on a long text", { pattern: "^(a+)+$" }, `${"a".repeat(1_000_000)}!`, true],
    [
      "many patterns on many names",
      { patternProperties: Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`^${index}`, true])) },
      Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`k${index}`, 1])),
      false,
    ],
  ])("lets %s through or stops it, within seconds", (_what, schema, value, enough) => {
    const before = process.cpuUsage();
    expect(check({ "a.json": schema }, value).isOk()).toBe(enough);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(4000);
  });

  test("is whole again for the next value", () => {
    const { bundle } = bundling({ "a.json": doubled(18) });
    if (bundle === null) throw new Error("no bundle");
    const again = compileSchema(bundle, PLAIN_CHECK)._unsafeUnwrap();
    for (let times = 0; times < 10; times += 1) expect(again("x").isOk()).toBe(true);
  });
});
