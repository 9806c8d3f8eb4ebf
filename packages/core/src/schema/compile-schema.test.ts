import { describe, expect, test } from "vitest";
import { check, DRAFT_07, schemaPlaces, wrong } from "../testing/schema-files.ts";
import type { Files } from "../testing/schema-files.ts";
import { PLAIN_CHECK } from "./compile-schema.ts";
import type { JsonValue } from "./json.ts";

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
    expect(schemaPlaces({ "a.json": tuple })).toEqual([["SCHEMA_INVALID", "demo/a.json", "/items"]]);
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
