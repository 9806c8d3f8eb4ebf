import { describe, expect, test } from "vitest";
import { locateJson } from "./locate-json.ts";
import { parseJson } from "./parse-json.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("parseJson()", () => {
  test("gives line, column and pointer of a fault, for every kind of line end", () => {
    const text = '{\r\n  "a": 1,\r  "b": {\n    "c": 1, "c": 2\n  }\n}';
    expect(parseJson("x.json", bytes(text)).problems).toMatchObject([
      { code: "SCHEMA_JSON_DUPLICATE_KEY", severity: "error", entry: "x.json", line: 4, column: 13, pointer: "/b/c" },
    ]);
  });

  test("refuses what is not UTF-8", () => {
    const { value, problems } = parseJson("x.json", new Uint8Array([0x22, 0xff, 0x22]));
    expect(value).toBeUndefined();
    expect(problems).toMatchObject([{ code: "SCHEMA_TEXT_ENCODING", entry: "x.json" }]);
  });

  test("takes as many bytes as the limit and refuses one more", () => {
    const limits = { maxBytes: 3, maxDepth: 1 };
    expect(parseJson("x.json", bytes("100"), limits)).toEqual({ value: 100, problems: [] });
    expect(parseJson("x.json", bytes("1000"), limits).problems).toMatchObject([{ code: "SCHEMA_TEXT_TOO_LARGE" }]);
  });

  test("shows invisible characters of a text by their numbers", () => {
    expect(parseJson("x.json", bytes('{"a\u202Eb": 1 x')).problems[0]?.message).not.toContain("\u202E");
    expect(parseJson("x.json", bytes('{"a\u202Eb" 1}')).problems[0]?.message).toContain("\\u{202E}");
  });
});

describe("locateJson()", () => {
  test("finds the values that pointers name, and only those", () => {
    const found = locateJson(bytes('{\n "a": [1,\n  {"b~": 2}]\n}'), 64, new Set(["", "/a/1/b~0", "/z"]));
    expect(Object.fromEntries(found)).toEqual({ "": { line: 1, column: 1 }, "/a/1/b~0": { line: 3, column: 10 } });
  });

  test("finds nothing in what is no text", () => {
    expect(locateJson(new Uint8Array([0xff]), 64, new Set(["/a"])).size).toBe(0);
  });
});
