import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readJson } from "./read-json.ts";

const read = (text: string) => readJson(text, 64);
const faults = (text: string) => read(text).faults.map(({ code, offset, pointer }) => [code, offset, pointer]);

describe("readJson()", () => {
  test("reads what JSON.parse reads, for any value and any spacing", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(0, 1, "\t"), (value, space) => {
        const text = JSON.stringify(value, null, space);
        const { value: found, faults: wrong } = read(text);
        expect(wrong).toEqual([]);
        expect(JSON.stringify(found)).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  test("refuses what JSON.parse refuses, whatever is done to a text", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.nat(), fc.string({ maxLength: 2 }), (value, place, insert) => {
        const text = JSON.stringify(value);
        const at = place % (text.length + 1);
        const broken = text.slice(0, at) + insert + text.slice(at + 1);
        let parses = true;
        try {
          JSON.parse(broken);
        } catch {
          parses = false;
        }
        const { faults: wrong } = read(broken);
        if (!parses) expect(wrong.length).toBeGreaterThan(0);
        else
          expect(
            wrong.filter(({ code, detail }) => code !== "SCHEMA_JSON_DUPLICATE_KEY" && !detail.includes("too large")),
          ).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test.each<[text: string, code: string, offset: number, pointer: string]>([
    ["\uFEFF1", "SCHEMA_JSON_BOM", 0, ""],
    ['{"a": 1, "a": 2}', "SCHEMA_JSON_DUPLICATE_KEY", 9, "/a"],
    ['{"b": [{"a/": 1, "a/": 2}]}', "SCHEMA_JSON_DUPLICATE_KEY", 17, "/b/0/a~1"],
    ["// x\n1", "SCHEMA_JSON_COMMENT", 0, ""],
    ['{"a": /* x */ 1}', "SCHEMA_JSON_COMMENT", 6, "/a"],
    ["[1,]", "SCHEMA_JSON_INVALID", 3, ""],
    ['{"a": 1,}', "SCHEMA_JSON_INVALID", 8, ""],
  ])("reads on after the fault in %j", (text, code, offset, pointer) => {
    expect(faults(text)).toEqual([[code, offset, pointer]]);
    expect(read(text).value).toBeDefined();
  });

  test.each<[text: string, offset: number, detail: RegExp]>([
    ["", 0, /ends too early/],
    ["[1", 2, /comma or `\]` is missing at the end/],
    ['{"a" 1}', 5, /colon is missing after the name "a" before "1"/],
    ["{a: 1}", 1, /name in double quotes is missing before "a"/],
    ["{'a': 1}", 1, /double quotes/],
    ["[1 2]", 3, /comma/],
    ['"a\nb"', 2, /control character/],
    ['"a', 2, /does not end/],
    ['"\\x41"', 1, /unknown escape/],
    ["01", 0, /"01" is no JSON value/],
    [".5", 0, /no JSON value/],
    ["1e999", 0, /too large/],
    ["1 1", 2, /follows the end/],
    ["]", 0, /value is missing before "]"/],
    ["/x", 0, /value is missing before "\/"/],
    [`tru${"e".repeat(99)}`, 0, /…" is no JSON value/],
  ])("cannot read %j to its end", (text, offset, detail) => {
    const { value, faults: wrong } = read(text);
    expect(value).toBeUndefined();
    expect(wrong).toMatchObject([{ code: "SCHEMA_JSON_INVALID", offset }]);
    expect(wrong[0]?.detail).toMatch(detail);
  });

  test("tells what to write instead of the words of other languages", () => {
    expect(read("NaN").faults[0]?.hint).toMatch(/null/);
    expect(read("True").faults[0]?.hint).toBe("Write `true`.");
  });

  test("reads 64 levels and refuses 65, however deep the text goes", () => {
    expect(read("[".repeat(64) + "]".repeat(64)).faults).toEqual([]);
    expect(faults("[".repeat(65) + "]".repeat(65))).toEqual([["SCHEMA_JSON_DEPTH", 64, "/0".repeat(64)]]);
    expect(faults('{"a":'.repeat(1e6))).toHaveLength(1);
  });

  test("makes `__proto__` a member like any other", () => {
    const value = read('{"__proto__": {"polluted": true}}').value as object;
    expect(Object.keys(value)).toEqual(["__proto__"]);
    expect("polluted" in value).toBe(false);
  });

  test("tells at most 100 faults", () => {
    expect(faults(`[${"1,/**/".repeat(200)}1]`)).toHaveLength(100);
  });
});
