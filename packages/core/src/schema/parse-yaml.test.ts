import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseYaml } from "./parse-yaml.ts";

const codes = (text: string) => parseYaml(text).faults.map(({ code }) => code);

describe("parseYaml()", () => {
  test("reads names, texts, numbers, lists and block texts", () => {
    const text = 'name: a b\nv: 1.5\nlist: [x, "y: z"]\nblock: |\n  one\n  ---\n  two\nday: 2020-01-01\n';
    expect(parseYaml(text)).toMatchObject({
      faults: [],
      value: { name: "a b", v: 1.5, list: ["x", "y: z"], block: "one\n---\ntwo\n", day: "2020-01-01" },
    });
  });

  test("gives null for nothing at all", () => {
    expect(parseYaml("")).toMatchObject({ value: null, faults: [] });
  });

  test("tells where each top-level value starts", () => {
    expect(Object.fromEntries(parseYaml("a: 1\nb:\n  c: 2\nd:\n").offsets)).toEqual({ "/a": 3, "/b": 10, "/d": 17 });
  });

  test.each([
    ["a: &x 1\nb: *x\n", ["SCHEMA_YAML_ALIAS", "SCHEMA_YAML_ALIAS"]],
    ["a: *x\n", ["SCHEMA_YAML_ALIAS"]],
    ["a: !!str 1\n", ["SCHEMA_YAML_TAG"]],
    ["a: !foo {x: 1}\n", ["SCHEMA_YAML_TAG"]],
    ["a: !!binary aGVsbG8=\n", ["SCHEMA_YAML_TAG"]],
    ["a: 1\nb: 2\na: 3\n", ["SCHEMA_YAML_DUPLICATE_KEY"]],
    ["x: {a: 1, a: 2}\n", ["SCHEMA_YAML_DUPLICATE_KEY"]],
    ["a:\n\t- b\n", ["SCHEMA_YAML_INVALID"]],
    ["description: x: y\n", ["SCHEMA_YAML_INVALID"]],
    ["a: 'x\n", ["SCHEMA_YAML_INVALID"]],
    ["? a\n: b\n", ["SCHEMA_YAML_INVALID"]],
    ["[a, b]: c\n", ["SCHEMA_YAML_INVALID"]],
    ["a: ]\n", ["SCHEMA_YAML_INVALID"]],
  ])("refuses %j", (text, expected) => {
    expect(codes(text)).toEqual(expected);
    expect(parseYaml(text).value).toBeUndefined();
  });

  test("tells where a fault is, past the marks of the lexer", () => {
    expect(parseYaml("a: 1\nb: x\n? c").faults).toMatchObject([{ offset: 10 }]);
    expect(parseYaml("a: 1\na: 2\n").faults).toMatchObject([{ offset: 5, message: 'The key "a" stands twice.' }]);
  });

  test("reads 64 levels and refuses 65", () => {
    expect(codes(`a: ${"[".repeat(64)}${"]".repeat(64)}`)).toEqual([]);
    expect(codes(`a: ${"[".repeat(65)}${"]".repeat(65)}`)).toEqual(["SCHEMA_YAML_DEPTH"]);
    expect(codes(`${"- ".repeat(65)}x`)).toEqual(["SCHEMA_YAML_DEPTH"]);
    expect(codes("- a\n".repeat(100))).toEqual([]);
  });

  test("keeps `__proto__` a key like any other", () => {
    const value = parseYaml("__proto__: {polluted: true}").value as object;
    expect("polluted" in value).toBe(false);
  });

  test("ends soon on 32 KiB made to be slow", () => {
    const size = 32 * 1024;
    const fill = (text: string) => text.repeat(Math.ceil(size / text.length)).slice(0, size);
    const keys = Array.from({ length: 8000 }, (_, index) => `k${index}: 1`).join("\n");
    const traps = ["[", "- ", "? ", "a: ", "{a: ", "&a ", "!t ", "a: ' b\n", ": \n", "\n", "#\n", "a: &x [*x]\n"].map(
      fill,
    );
    for (const text of [...traps, keys, `a: {${fill("k,")}}`, `a: "${fill("\\x41")}"`]) {
      const before = process.cpuUsage();
      parseYaml(text);
      const { user, system } = process.cpuUsage(before);
      expect((user + system) / 1000, JSON.stringify(text.slice(0, 20))).toBeLessThan(1500);
    }
  });

  test("never throws, whatever the text", () => {
    const piece = fc.constantFrom(
      "a",
      ": ",
      "- ",
      "\n",
      "  ",
      "[",
      "]",
      "{",
      "}",
      ",",
      "'",
      '"',
      "|",
      ">",
      "&x ",
      "*x",
      "!t ",
      "---",
      "#",
      "\t",
      "? ",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const { value, faults } = parseYaml(pieces.join(""));
        expect(value === undefined).toBe(faults.length > 0);
      }),
      { numRuns: 1000 },
    );
  });
});
