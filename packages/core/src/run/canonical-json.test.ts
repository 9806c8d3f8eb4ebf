import fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonValue } from "./json.ts";
import { canonicalJson } from "./canonical-json.ts";

test.each([
  ["keys in any order", '{"b":1,"a":{"d":2,"c":3}}', '{"a":{"c":3,"d":2},"b":1}'],
  ["numbers in any spelling", "[1.0, 1e0, 10e-1, -0, 0.0, 1e21, 0.10]", "[1,1,1,0,0,1e+21,0.1]"],
  ["a key that is special to JavaScript", '{"b":1,"__proto__":2}', '{"__proto__":2,"b":1}'],
  ["half of a character", '"\\ud800"', '"\\ud800"'],
])("`canonicalJson()` writes %s in one way", (_, text, canonical) => {
  expect(canonicalJson(JSON.parse(text) as JsonValue)).toBe(canonical);
});

test("`canonicalJson()` keeps two spellings of one letter apart, and the order of a list", () => {
  expect(canonicalJson("\u00e9")).not.toBe(canonicalJson("e\u0301"));
  expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
});

test("law: what is written is read as the same value, and written alike again", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value as JsonValue);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(JSON.parse(text) as JsonValue)).toBe(text);
    }),
  );
});
