import { ok } from "neverthrow";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bundleSchema } from "./bundle-schema.ts";
import { compileSchema, PLAIN_CHECK } from "./compile-schema.ts";
import type { JsonValue } from "./json.ts";
import { SchemaLibrary } from "./schema-library.ts";

/** The package's files by path; the first one is the schema. */
type Files = Readonly<Record<string, JsonValue | string>>;

function bundling(files: Files) {
  const paths = Object.keys(files);
  const text = (path: string) => (typeof files[path] === "string" ? files[path] : JSON.stringify(files[path]));
  const library = new SchemaLibrary({
    paths,
    entry: (path) => `demo/${path}`,
    read: (path) => ok(new TextEncoder().encode(text(path))),
  });
  return bundleSchema(paths[0] ?? "", library);
}

function check(files: Files, value: JsonValue, options = PLAIN_CHECK) {
  const { bundle, problems } = bundling(files);
  expect(problems).toEqual([]);
  if (bundle === null) throw new Error("no bundle");
  return compileSchema(bundle, options)._unsafeUnwrap()(value);
}

const wrong = (files: Files, value: JsonValue) =>
  check(files, value)
    ._unsafeUnwrap()
    .map(({ pointer, sentence }) => `${pointer} ${sentence}`);
const problems = (files: Files) => bundling(files).problems.map(({ code, entry, pointer }) => [code, entry, pointer]);
const DRAFT_07 = { $schema: "http://json-schema.org/draft-07/schema#" };

describe("compileSchema()", () => {
  test.each<[JsonValue, JsonValue, string[]]>([
    [{ type: "integer" }, "x", [" must be a whole number, not a string."]],
    [{ type: ["array", "null"] }, {}, [" must be a list or null, not an object."]],
    [{ required: ["a"] }, {}, [" the field `a` is missing."]],
    [{ properties: { a: {} }, additionalProperties: false }, { b: 1 }, [" the field `b` is not a field of it."]],
    [{ properties: { a: {} }, unevaluatedProperties: false }, { b: 1 }, [" the field `b` is not a field of it."]],
    [{ enum: ["a", 1, null] }, "b", [' must be one of "a", 1, null, not "b".']],
    [{ enum: [1] }, 2, [" must be 1, not 2."]],
    [{ const: { a: 1 } }, [], [" must be an object, not a list."]],
    [{ minimum: 2, multipleOf: 2 }, 1, [" must be at least 2, not 1.", " must be a multiple of 2, not 1."]],
    [{ maximum: 2 }, 3, [" must be at most 2, not 3."]],
    [{ exclusiveMinimum: 2 }, 2, [" must be more than 2, not 2."]],
    [{ exclusiveMaximum: 2 }, 2, [" must be less than 2, not 2."]],
    [{ minLength: 2 }, "😀", [" must have at least 2 characters."]],
    [{ maxLength: 1 }, "ab", [" must have at most 1 character."]],
    [{ minItems: 1 }, [], [" must have at least 1 item."]],
    [{ maxItems: 1 }, [1, 2], [" must have at most 1 item."]],
    [{ minProperties: 1 }, {}, [" must have at least 1 field."]],
    [{ maxProperties: 0 }, { a: 1 }, [" must have at most 0 fields."]],
    [{ prefixItems: [true], items: false }, [1, 2], [" must have at most 1 item."]],
    [{ prefixItems: [true], unevaluatedItems: false }, [1, 2], [" must have at most 1 item."]],
    [{ contains: { const: 1 } }, [], [" must have at least 1 item of the kind that is asked for."]],
    [{ pattern: "^a$" }, "b", [' "b" does not match the pattern "^a$".']],
    [{ uniqueItems: true }, [{ a: 1 }, { a: 1 }], [" must not have an item twice."]],
    [{ uniqueItems: false }, [1, 1], []],
    [{ anyOf: [false] }, 1, [" must not be there.", " fits none of the allowed forms."]],
    [{ oneOf: [true, true] }, 1, [" fits more than one of forms that exclude each other."]],
    [{ oneOf: [false] }, 1, [" must not be there.", " fits none of the allowed forms."]],
    [{ not: {} }, 1, [" has a form that is not allowed."]],
    [JSON.parse('{"if": true, "then": {"type": "string"}}') as JsonValue, 1, [" must be a string, not a number."]],
    [{ dependentRequired: { a: ["b"] } }, { a: 1 }, [" the field `b` is missing, which the field `a` needs."]],
    [{ dependentSchemas: { a: { required: ["b"] } } }, { a: 1 }, [" the field `b` is missing."]],
    [
      { propertyNames: { maxLength: 1 } },
      { ab: 1 },
      [" must have at most 1 character.", ' the name "ab" is not allowed.'],
    ],
    [{ patternProperties: { "^a": { type: "null" } } }, { ab: 1 }, ["/ab must be null, not a number."]],
    [{ required: ["toString"] }, {}, [" the field `toString` is missing."]],
    [true, 1, []],
    [false, 1, [" has a form that is not allowed."]],
  ])("says in words what %j has against %j", (schema, value, expected) => {
    expect(wrong({ "a.json": schema }, value)).toEqual(expected);
  });

  test("reads draft-07 when the schema says so, and 2020-12 when it says nothing", () => {
    const tuple = { items: [{ type: "string" }], additionalItems: false };
    expect(wrong({ "a.json": { ...DRAFT_07, ...tuple } }, ["x", 1])).toEqual([" must have at most 1 item."]);
    expect(problems({ "a.json": tuple })).toEqual([["SCHEMA_INVALID", "demo/a.json", "/items"]]);
    const dependencies = { ...DRAFT_07, dependencies: { a: ["b"], c: { required: ["d"] } } };
    expect(wrong({ "a.json": dependencies }, { a: 1, c: 1 })).toHaveLength(2);
  });

  test("takes formats and unknown keywords for notes", () => {
    const schema = { format: "date", nullable: 3, $async: true, discriminator: 1, id: "x", $comment: "x", $data: 1 };
    expect(wrong({ "a.json": schema }, "no date")).toEqual([]);
  });

  test("follows references to files, pointers, anchors and ids of the package, through both ends of a tree", () => {
    const files: Files = {
      "s/a.json": {
        properties: {
          file: { $ref: "b.json#/$defs/x" },
          up: { $ref: "../c.json" },
          anchor: { $ref: "#here" },
          id: { $ref: "https://x.org/c#/properties/z" },
          odd: { $ref: "#/components/a%20b~1c" },
          yes: { $ref: "#/$defs/yes" },
          no: { $ref: "#/$defs/no" },
          kids: { items: { $ref: "#" } },
        },
        $defs: { q: { $anchor: "here", type: "null" }, yes: true, no: false },
        components: { "a b/c": { type: "boolean" } },
      },
      "s/b.json": { $defs: { x: { type: "string" } } },
      "c.json": { $id: "https://x.org/c#", type: "object", properties: { z: { type: "array" } } },
    };
    const value = { file: 1, up: 1, anchor: 1, id: 1, odd: 1, yes: 1, no: 1, kids: [{ file: 2 }] };
    expect(wrong(files, value).map((each) => each.split(" ", 1)[0])).toEqual([
      "/file",
      "/up",
      "/anchor",
      "/id",
      "/odd",
      "/no",
      "/kids/0/file",
    ]);
  });

  test("reads an anchor of draft-07, which is an `$id`", () => {
    const schema = { ...DRAFT_07, $ref: "#here", definitions: { q: { $id: "#here", type: "null" } } };
    expect(wrong({ "a.json": schema }, 1)).toEqual([" must be null, not a number."]);
  });

  test("ignores an `$id` when it resolves a relative reference", () => {
    const files = { "s/a.json": { $id: "https://x.org/deep/er/a.json", $ref: "b.json" }, "s/b.json": { type: "null" } };
    expect(wrong(files, 1)).toEqual([" must be null, not a number."]);
  });

  test("fills in defaults, also those of objects inside", () => {
    const value = { b: {} };
    const schema = {
      properties: { a: { default: [1] }, b: { properties: { c: { default: "x" } } }, d: { $ref: "#/$defs/d" } },
      $defs: { d: { default: 5 } },
    };
    check({ "a.json": schema }, value, { ...PLAIN_CHECK, useDefaults: true });
    expect(value).toEqual({ a: [1], b: { c: "x" } });
  });

  test("asks whether marked texts name artifacts", () => {
    const schema = { properties: { a: { "x-type": "artifact" }, b: { "x-type": "file" }, c: { "x-type": "other" } } };
    const asked: string[] = [];
    const isArtifact = (reference: string) => asked.push(reference) > 1;
    const found = check({ "a.json": schema }, { a: "1", b: "2", c: "3" }, { useDefaults: false, isArtifact });
    expect(asked).toEqual(["1", "2"]);
    expect(found._unsafeUnwrap()).toMatchObject([{ keyword: "x-type", pointer: "/a" }]);
  });

  test("has a hint for a misspelt field and for a pattern", () => {
    const schema = { properties: { limit: {}, other: { pattern: "a" } }, additionalProperties: false };
    const hints = (value: JsonValue) =>
      check({ "a.json": schema }, value)
        ._unsafeUnwrap()
        .map(({ hint }) => hint);
    expect(hints({ limt: 1 })).toEqual(["Did you mean `limit`?"]);
    expect(hints({ zzz: 1 })).toEqual(["It can have: limit, other."]);
    expect(hints({ other: "b" })[0]).toMatch(/searched/);
  });

  test("escapes and cuts what it shows of a value", () => {
    const [sentence = ""] = wrong({ "a.json": { const: 1 } }, `\u202E${"x".repeat(1000)}`);
    expect(sentence.length).toBeLessThan(120);
    expect(sentence).toContain("\\u{202E}");
  });

  test("tells at most 100 mismatches, and of a huge value only the first", () => {
    const list = (length: number) => Array.from({ length }, () => 1);
    expect(wrong({ "a.json": { items: { type: "null" } } }, list(5000))).toHaveLength(100);
    expect(wrong({ "a.json": { items: { type: "null" } } }, list(200_000))).toHaveLength(1);
  });
});

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
    expect(problems(files)).toEqual(expected);
    expect(bundling(files).bundle).toBe(null);
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
    expect(problems({ "a.json": { properties: members(20_000, () => ({ type: "string" })) } })).toEqual([
      ["SCHEMA_TOO_COMPLEX", "demo/a.json", null],
    ]);
    const chain = {
      $ref: "#/$defs/p0",
      $defs: { ...members(3000, (index) => ({ $ref: `#/$defs/p${index + 1}` })), p3000: {} },
    };
    const { bundle } = bundling({ "a.json": chain });
    if (bundle !== null) expect(compileSchema(bundle, PLAIN_CHECK)._unsafeUnwrapErr()).toMatch(/too deep/);
    expect(bundle).not.toBe(null);
  });
});

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
