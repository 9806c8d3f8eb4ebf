import fc from "fast-check";
import { expect, test } from "vitest";
import { nobleSha256 } from "../bytes/noble-sha256.ts";
import type { JsonObject, JsonValue } from "../run/json.ts";
import { cacheKey, type Ingredients, type InputDigest } from "./cache-key.ts";

const SOME: Ingredients = {
  owner: "",
  skill: "a5".repeat(32),
  profile: "autoskill",
  engine: { name: "script", version: "1", network: "none", wall: "bubblewrap" },
  model: null,
  parameter: { divisor: 7, labels: ["a", { x: 0.5, y: null }] },
  inputs: [{ key: "table", name: "sales.csv", sha256: "b6".repeat(32) }],
  debug: false,
};

const keyOf = (ingredients: Ingredients): string => cacheKey(ingredients, nobleSha256);

const anInput: fc.Arbitrary<InputDigest> = fc.record({
  key: fc.string({ maxLength: 4 }),
  name: fc.option(fc.string({ maxLength: 4 })),
  sha256: fc.constantFrom("00", "01"),
});
const ingredients: fc.Arbitrary<Ingredients> = fc.record({
  owner: fc.string({ maxLength: 4 }),
  skill: fc.constantFrom("aa", "ab"),
  profile: fc.constantFrom("autoskill", "autoskill-compatible"),
  engine: fc.record({
    name: fc.string({ maxLength: 4 }),
    version: fc.option(fc.string({ maxLength: 4 })),
    network: fc.constantFrom("none", "open"),
    wall: fc.string({ maxLength: 4 }),
  }),
  model: fc.option(fc.string({ maxLength: 4 })),
  parameter: fc.dictionary(fc.string({ maxLength: 4 }), fc.jsonValue({ maxDepth: 2 })) as fc.Arbitrary<JsonObject>,
  inputs: fc.uniqueArray(anInput, { selector: ({ key }) => key, maxLength: 3 }),
  debug: fc.boolean(),
});

/** The same value, with every object's keys the other way round. */
function turned(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== "object" || value === null) return value;
  const pairs = Object.entries(value).map(([key, part]) => [key, turned(part)] as const);
  return Object.fromEntries(pairs.toReversed());
}

test("law: neither the order of keys nor that of inputs plays a part", () => {
  fc.assert(
    fc.property(ingredients, (some) => {
      const other = turned(some as unknown as JsonValue) as unknown as Ingredients;
      expect(keyOf({ ...other, inputs: other.inputs.toReversed() })).toBe(keyOf(some));
    }),
  );
});

test("law: a number is its value, however it is written", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
      const spellings = [String(number), number.toExponential(), number.toExponential().toUpperCase()];
      const keys = spellings.map((text) => keyOf({ ...SOME, parameter: JSON.parse(`{"n":${text}}`) as JsonObject }));
      expect(new Set(keys).size).toBe(1);
    }),
  );
});

test("law: two lists of ingredients have one key only when they are equal, each to each", () => {
  const spelled = (some: Ingredients): string =>
    JSON.stringify(turned({ ...some, inputs: some.inputs.toSorted(byKey) } as unknown as JsonValue), sortKeys);
  fc.assert(
    fc.property(ingredients, ingredients, (one, other) => {
      // Most pairs differ in all; these differ in a single part.
      for (const part of Object.keys(one) as (keyof Ingredients)[]) {
        const changed = { ...one, [part]: other[part] };
        expect(keyOf(changed) === keyOf(one)).toBe(spelled(changed) === spelled(one));
      }
    }),
  );
});

test.each<[string, Partial<Ingredients>]>([
  ["the owner", { owner: "ada" }],
  ["the skill's content", { skill: "00".repeat(32) }],
  ["the profile", { profile: "autoskill-compatible" }],
  ["the engine", { engine: { ...SOME.engine, name: "codex" } }],
  ["the engine's version", { engine: { ...SOME.engine, version: "2" } }],
  ["whether the network can be reached", { engine: { ...SOME.engine, network: "open" } }],
  ["the wall", { engine: { ...SOME.engine, wall: "none" } }],
  ["the model", { model: "small" }],
  ["a parameter", { parameter: { ...SOME.parameter, divisor: 8 } }],
  ["the type of a parameter", { parameter: { ...SOME.parameter, divisor: "7" } }],
  ["the content of an input", { inputs: [{ key: "table", name: "sales.csv", sha256: "00" }] }],
  ["the name of an input", { inputs: [{ key: "table", name: null, sha256: "b6".repeat(32) }] }],
  ["the key of an input", { inputs: [{ key: "other", name: "sales.csv", sha256: "b6".repeat(32) }] }],
  ["another input", { inputs: [...SOME.inputs, { key: "more", name: null, sha256: "00" }] }],
  ["the option `debug`", { debug: true }],
])("`cacheKey()` changes with %s", (_, change) => {
  expect(keyOf({ ...SOME, ...change })).not.toBe(keyOf(SOME));
});

test("`cacheKey()` is what it was, or else every entry of an older release is lost", () => {
  expect(keyOf(SOME)).toBe("fea6ea1d91e862e5d0c85cb6eb5ae455106b70b511b7156be5745029891ac60c");
});

function byKey(one: InputDigest, other: InputDigest): number {
  return one.key < other.key ? -1 : 1;
}

function sortKeys(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
