import { describe, expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../schema/json.ts";
import { filesOf, places, skillWith } from "../testing/skill-package.ts";
import { judgePackage } from "./judge-package.ts";

const SCHEMA = "demo/assets/parameter.schema.json";
const judge = (schema: JsonObject) => judgePackage(filesOf(skillWith({ [SCHEMA]: schema })), "autoskill");
const parameters = (schema: JsonObject) => judge(schema).package?.parameters;

describe("the parameters of a package", () => {
  test("are told with types, defaults, choices and what they mean", () => {
    const schema: JsonObject = {
      properties: {
        limit: { type: "integer", default: 5, description: "At most so many." },
        mode: { enum: ["fast", "exact"], default: "fast" },
        note: { type: ["string", "null"], default: null },
        any: {},
        never: false,
      },
      required: ["any"],
    };
    expect(parameters(schema)).toEqual([
      { name: "limit", types: ["integer"], required: false, description: "At most so many.", default: 5 },
      { name: "mode", types: [], required: false, description: null, default: "fast", enum: ["fast", "exact"] },
      { name: "note", types: ["string", "null"], required: false, description: null, default: null },
      { name: "any", types: [], required: true, description: null },
    ]);
  });

  test("are found through `$ref` and `allOf`, each once, with the types that all parts allow", () => {
    const schema: JsonObject = {
      allOf: [{ $ref: "#/$defs/base" }, { properties: { n: { type: "number", default: 1 } }, required: ["n"] }],
      properties: { n: { $ref: "#/$defs/count" } },
      $defs: {
        base: { properties: { x: { $ref: "#/$defs/count" } } },
        count: { type: ["integer", "string"], description: "How many." },
      },
    };
    expect(parameters(schema)).toEqual([
      { name: "n", types: ["integer"], required: true, description: "How many.", default: 1 },
      { name: "x", types: ["integer", "string"], required: false, description: "How many." },
    ]);
  });

  test("tell the default that a run gets, and none that the schema only mentions", () => {
    const schema: JsonObject = {
      properties: { a: { $ref: "#/$defs/a" }, __proto_: { default: 1 }, constructor: { type: "string" } },
      anyOf: [{ properties: { b: { default: 1 } } }],
      $defs: { a: { default: 1 } },
    };
    const defaults = parameters(schema)?.map(({ name, ...rest }) => [name, "default" in rest]);
    expect(defaults).toEqual([
      ["a", false],
      ["__proto_", true],
      ["constructor", false],
    ]);
  });

  test("repeat no value or text that is large, nor many that are large together", () => {
    const long = "x".repeat(5000);
    const [one] = parameters({ properties: { a: { default: long, enum: [long], description: long } } }) ?? [];
    expect(Object.keys(one ?? {})).toEqual(["name", "types", "required", "description"]);
    expect(one?.description).toHaveLength(1024);
    const names = Array.from({ length: 2000 }, (_, index): [string, JsonValue] => [`p${index}`, { $ref: "#/$defs/p" }]);
    const many = parameters({ properties: Object.fromEntries(names), $defs: { p: { description: long } } });
    expect(many).toHaveLength(2000);
    expect(many?.filter(({ description }) => description !== null)).toHaveLength(64);
  });
});

describe("a default that its own schema refuses", () => {
  test("is an error at the default", () => {
    const schema: JsonObject = {
      properties: {
        a: { type: "integer", default: "5" },
        b: { type: "object", properties: { c: { type: "string" } }, default: { c: 1 } },
        ok: { type: "integer", default: 5 },
      },
    };
    const { valid, problems } = judge(schema);
    expect(valid).toBe(false);
    expect(places(problems)).toEqual([
      `PACKAGE_PARAMETER_DEFAULT ${SCHEMA} /properties/a/default`,
      `PACKAGE_PARAMETER_DEFAULT ${SCHEMA} /properties/b/default`,
    ]);
    expect(problems[0]?.message).toMatch(/^The default of the parameter "a" does not fit its schema: .*\.$/);
  });

  test("is found where another part of the schema refuses it", () => {
    const schema: JsonObject = {
      properties: { a: { default: 5 } },
      allOf: [{ properties: { a: { maximum: 4 } } }],
    };
    expect(places(judge(schema).problems)).toEqual([`PACKAGE_PARAMETER_DEFAULT ${SCHEMA} /properties/a/default`]);
  });

  test("is not what a parameter without a default is, or an example", () => {
    expect(judge({ properties: { a: { type: "string", examples: [5] } }, required: ["a"] }).problems).toEqual([]);
  });

  test("may not take long to find out", () => {
    const schema: JsonObject = {
      properties: { a: { $ref: "#/$defs/a", default: nested(50) } },
      $defs: { a: { allOf: [{ items: { $ref: "#/$defs/a" } }, { items: { $ref: "#/$defs/a" } }] } },
    };
    expect(places(judge(schema).problems)).toEqual([`SCHEMA_TOO_COMPLEX ${SCHEMA} `]);
  });
});

function nested(levels: number): JsonValue {
  let value: JsonValue = [];
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
}
