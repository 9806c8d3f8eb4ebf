import { describe, expect, test } from "vitest";
import { anyArtifact, PLAIN_CHECK } from "../schema/compile-schema.ts";
import type { JsonObject } from "../schema/json.ts";
import { bundling, DRAFT_07 } from "../testing/schema-files.ts";
import { KnownSchemas } from "./known-schemas.ts";

const FILLING = { useDefaults: true, isArtifact: anyArtifact };

function bundleOf(schema: JsonObject) {
  const { bundle } = bundling({ "assets/parameter.schema.json": schema });
  if (bundle === null) throw new Error("The schema is wrong.");
  return bundle;
}

const ROWS = { type: "object", properties: { rows: { type: "integer", default: 3 } } };

/** Whether the second package with `schema` gets the program of the first. */
function isKept(schema: JsonObject, options = FILLING): boolean {
  const known = new KnownSchemas();
  const [first, again] = [known.compile(bundleOf(schema), options), known.compile(bundleOf(schema), options)];
  return first._unsafeUnwrap() === again._unsafeUnwrap();
}

describe("KnownSchemas", () => {
  test("compile the same parameter schema of two packages once, and check and fill in what each is given", () => {
    const known = new KnownSchemas();
    expect(isKept(ROWS)).toBe(true);
    const filled = [{}, {}] as const;
    for (const parameters of filled) {
      const check = known.compile(bundleOf(ROWS), FILLING)._unsafeUnwrap();
      expect(check(parameters)._unsafeUnwrap()).toEqual([]);
      expect(check({ rows: "x" })._unsafeUnwrap()).toMatchObject([{ keyword: "type", pointer: "/rows" }]);
    }
    expect(filled).toEqual([{ rows: 3 }, { rows: 3 }]);
  });

  test("tell schemas apart by all that they say, and by their dialect", () => {
    const known = new KnownSchemas();
    const others = [ROWS, { ...ROWS, ...DRAFT_07 }, { ...ROWS, required: ["rows"] }, { ...ROWS, minProperties: 1 }];
    expect(new Set(others.map((each) => known.compile(bundleOf(each), FILLING)._unsafeUnwrap())).size).toBe(4);
  });

  test.each<[string, JsonObject, typeof FILLING]>([
    ["many parts", { ...ROWS, allOf: Array.from({ length: 130 }, () => ({ type: "object" })) }, FILLING],
    ["many values", { ...ROWS, enum: Array.from({ length: 3000 }, (_, n) => n) }, FILLING],
    ["names of artifacts in it", ROWS, { ...FILLING, isArtifact: () => true }],
    ["no defaults to fill in", ROWS, PLAIN_CHECK],
  ])("keep nothing of a schema with %s", (_, schema, options) => {
    expect(isKept(schema, options)).toBe(false);
  });

  test("keep the last eight, by when they were last asked for", () => {
    const known = new KnownSchemas();
    const of = (most: number) => known.compile(bundleOf({ ...ROWS, maxProperties: most }), FILLING)._unsafeUnwrap();
    const first = Array.from({ length: 8 }, (_, n) => of(n));
    expect(of(0)).toBe(first[0]);
    of(8);
    expect(of(0)).toBe(first[0]);
    expect(of(1)).not.toBe(first[1]);
  });
});
