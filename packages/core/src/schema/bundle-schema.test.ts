import { ok } from "neverthrow";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bundling, DRAFT_07, schemaPlaces, wrong } from "../testing/schema-files.ts";
import type { Files } from "../testing/schema-files.ts";
import { bundleSchema } from "./bundle-schema.ts";
import { compileSchema, PLAIN_CHECK } from "./compile-schema.ts";
import type { JsonValue } from "./json.ts";
import { SchemaLibrary } from "./schema-library.ts";

describe("bundleSchema()", () => {
  test.each<[string, Files, [string, string, string | null][]]>([
    [
      "what is no schema",
      { "a.json": { type: "strin", properties: { a: { minimum: "2" } } } },
      [
        ["SCHEMA_INVALID", "demo/a.json", "/properties/a/minimum"],
        ["SCHEMA_INVALID", "demo/a.json", "/type"],
      ],
    ],
    [
      "an enum without values",
      { "a.json": { properties: { a: { enum: [] } } } },
      [["SCHEMA_INVALID", "demo/a.json", "/properties/a/enum"]],
    ],
    ["a number", { "a.json": 5 }, [["SCHEMA_INVALID", "demo/a.json", ""]]],
    ["what is no JSON", { "a.json": "{," }, [["SCHEMA_JSON_INVALID", "demo/a.json", ""]]],
    [
      "other dialects",
      { "a.json": { $schema: "http://json-schema.org/draft-04/schema#" } },
      [["SCHEMA_DIALECT", "demo/a.json", "/$schema"]],
    ],
    ["a dialect that is no text", { "a.json": { $schema: 7 } }, [["SCHEMA_DIALECT", "demo/a.json", "/$schema"]]],
    [
      "two dialects",
      { "a.json": { $ref: "b.json" }, "b.json": DRAFT_07 },
      [["SCHEMA_DIALECT", "demo/a.json", "/$ref"]],
    ],
    ["a missing file", { "a.json": { $ref: "b.json" } }, [["SCHEMA_REF", "demo/a.json", "/$ref"]]],
    ["a way out", { "a.json": { $ref: "../b.json" } }, [["SCHEMA_REF", "demo/a.json", "/$ref"]]],
    [
      "the network",
      { "a.json": { properties: { x: { $ref: "https://x.org/y" } } } },
      [["SCHEMA_REF", "demo/a.json", "/properties/x/$ref"]],
    ],
    ["an unknown anchor", { "a.json": { $ref: "#x" } }, [["SCHEMA_REF", "demo/a.json", "/$ref"]]],
    ["an unknown pointer", { "a.json": { $ref: "#/x" } }, [["SCHEMA_REF", "demo/a.json", "/$ref"]]],
    ["a reference to a text", { "a.json": { $ref: "#/title", title: "x" } }, [["SCHEMA_REF", "demo/a.json", "/$ref"]]],
    ["a dynamic reference", { "a.json": { $dynamicRef: "#x" } }, [["SCHEMA_REF", "demo/a.json", "/$dynamicRef"]]],
    [
      "a broken file behind a reference",
      { "a.json": { $ref: "b.json" }, "b.json": "{" },
      [["SCHEMA_JSON_INVALID", "demo/b.json", ""]],
    ],
    [
      "no schema behind a reference",
      { "a.json": { $ref: "b.json#/x" }, "b.json": { x: { type: 5 } } },
      [["SCHEMA_INVALID", "demo/b.json", "/x/type"]],
    ],
    [
      "a name claimed twice",
      { "a.json": { allOf: [{ $anchor: "x" }, { $anchor: "x" }] } },
      [["SCHEMA_ID", "demo/a.json", "/allOf/1/$anchor"]],
    ],
    ["a loop", { "a.json": { $ref: "#" } }, [["SCHEMA_REF_LOOP", "demo/a.json", "/$ref"]]],
    [
      "a loop through other keywords",
      {
        "a.json": {
          properties: { x: { $ref: "#/$defs/p" } },
          $defs: { p: { allOf: [{ $ref: "#/$defs/q" }] }, q: { if: { $ref: "#/$defs/p" } } },
        },
      },
      [["SCHEMA_REF_LOOP", "demo/a.json", "/$defs/p/allOf/0/$ref"]],
    ],
    [
      "patterns that are not linear",
      { "a.json": { pattern: "(?=a)", patternProperties: { "(a": true } } },
      [
        ["SCHEMA_PATTERN", "demo/a.json", "/pattern"],
        ["SCHEMA_PATTERN", "demo/a.json", "/patternProperties/(a"],
      ],
    ],
  ])("refuses %s", (_what, files, expected) => {
    expect(schemaPlaces(files)).toEqual(expected);
    expect(bundling(files).bundle).toBe(null);
  });

  test("tells references and patterns beside what is no schema", () => {
    const schema = {
      properties: {
        a: { type: "strng" },
        b: { $ref: "https://example.org/a.json" },
        c: { $ref: "none.json", minimum: "1" },
        d: { pattern: "(?=a)" },
        e: { allOf: { $ref: 5 }, patternProperties: [], enum: "x" },
      },
      $defs: 5,
    };
    const { bundle, problems } = bundling({ "a.json": schema });
    expect(bundle).toBeNull();
    expect(problems.map(({ code, pointer }) => `${code} ${pointer}`).toSorted()).toEqual([
      "SCHEMA_INVALID /$defs",
      "SCHEMA_INVALID /properties/a/type",
      "SCHEMA_INVALID /properties/c/minimum",
      "SCHEMA_INVALID /properties/e/allOf",
      "SCHEMA_INVALID /properties/e/enum",
      "SCHEMA_INVALID /properties/e/patternProperties",
      "SCHEMA_PATTERN /properties/d/pattern",
      "SCHEMA_REF /properties/b/$ref",
      "SCHEMA_REF /properties/c/$ref",
    ]);
    expect(problems.find(({ pointer }) => pointer === "/properties/a/type")?.hint).toBe("Did you mean `string`?");
  });

  test("tells a hundred mistakes of a schema, and of a large one the first", () => {
    const wrong = (count: number) => ({ "a.json": { required: Array.from({ length: count }, (_, index) => index) } });
    expect(schemaPlaces(wrong(150))).toHaveLength(100);
    expect(schemaPlaces(wrong(20_000))).toEqual([["SCHEMA_INVALID", "demo/a.json", "/required/0"]]);
    const patterns = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`(${index}`, {}]));
    expect(schemaPlaces({ "a.json": { patternProperties: patterns } })).toHaveLength(100);
  });

  test("tells nothing of a file that is not there, which its caller tells", () => {
    expect(
      bundleSchema("x.json", new SchemaLibrary({ paths: [], entry: String, read: () => ok(new Uint8Array()) })),
    ).toEqual({ bundle: null, problems: [] });
  });

  test("takes loops that look deeper into the value", () => {
    expect(
      wrong(
        { "a.json": { type: "object", properties: { kids: { items: { $ref: "#" } } } } },
        { kids: [{ kids: [1] }] },
      ),
    ).toEqual(["/kids/0/kids/0 must be an object, not a number."]);
  });

  test("refuses too many parts, too long chains and 20,000 properties soon", () => {
    const members = (count: number, schema: (index: number) => JsonValue) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, schema(index)]));
    expect(schemaPlaces({ "a.json": { properties: members(20_000, () => ({ type: "string" })) } })).toEqual([
      ["SCHEMA_TOO_COMPLEX", "demo/a.json", null],
    ]);
    for (const schema of [
      { properties: members(4001, () => true) },
      { patternProperties: members(4001, () => true) },
      { allOf: Array.from({ length: 4001 }, () => false) },
      { enum: Array.from({ length: 50_000 }, (_, index) => index) },
      { items: { const: Object.values(members(25_000, () => [1])) } },
    ])
      expect(schemaPlaces({ "a.json": schema })).toEqual([["SCHEMA_TOO_COMPLEX", "demo/a.json", null]]);
    const many = {
      "x-notes": members(5000, () => true),
      properties: members(3000, () => true),
      enum: Object.keys(members(40_000, () => 1)),
    };
    expect(schemaPlaces({ "a.json": many })).toEqual([]);
    const chain = {
      $ref: "#/$defs/p0",
      $defs: { ...members(3000, (index) => ({ $ref: `#/$defs/p${index + 1}` })), p3000: {} },
    };
    const { bundle } = bundling({ "a.json": chain });
    if (bundle !== null) expect(compileSchema(bundle, PLAIN_CHECK)._unsafeUnwrapErr()).toMatch(/too deep/);
    expect(bundle).not.toBe(null);
  });
});

test.each(["extensions", "x-type", "x-role", "x-filename"])(
  "an object under `%s` is no schema for the compiler",
  (keyword) => {
    const { bundle } = bundling({ "a.json": JSON.stringify({ [keyword]: { $anchor: "#/items", $id: ":" } }) });
    expect(bundle === null ? null : compileSchema(bundle, PLAIN_CHECK).isOk()).toBe(true);
  },
);

test("whatever JSON stands in a schema file, there is an answer and no exception", () => {
  const keyword = fc.constantFrom(
    "type",
    "$ref",
    "properties",
    "items",
    "allOf",
    "if",
    "then",
    "$defs",
    "$id",
    "$anchor",
    "enum",
    "required",
    "pattern",
    "patternProperties",
    "dependencies",
    "x-type",
    "extensions",
    "minimum",
    "uniqueItems",
    "$schema",
  );
  const { schema } = fc.letrec<{ schema: JsonValue }>((tie) => ({
    schema: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom<JsonValue>(
        true,
        false,
        null,
        1,
        "string",
        "#",
        "#/items",
        "#/$defs/type",
        "b.json",
        "(",
        ["a"],
        ["string", "null"],
        {},
      ),
      fc.dictionary(keyword, tie("schema"), { maxKeys: 4 }) as fc.Arbitrary<JsonValue>,
      fc.array(tie("schema"), { maxLength: 3 }),
    ),
  }));
  fc.assert(
    fc.property(schema, fc.jsonValue() as fc.Arbitrary<JsonValue>, (text, value) => {
      const { bundle, problems: found } = bundling({ "a.json": JSON.stringify(text) });
      expect(bundle === null).toBe(found.length > 0);
      if (bundle !== null) compileSchema(bundle, { ...PLAIN_CHECK, useDefaults: true })._unsafeUnwrap()(value);
    }),
    { numRuns: 500 },
  );
});
