import { describe, expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../schema/json.ts";
import { filesOf, places, runnerWith } from "../testing/skill-package.ts";
import { judgePackage } from "./judge-package.ts";

function judge(output: JsonValue, artifacts?: JsonValue) {
  const tree = { ...runnerWith({ artifacts }), "demo/assets/output.schema.json": output };
  return judgePackage(filesOf(tree), "autoskill");
}

const artifacts = (output: JsonValue, declared?: JsonValue) => judge(output, declared).package?.artifacts;
const mark = (file: string): JsonObject => ({ "x-type": "artifact", "x-filename": file });
const promised = (pattern: string, role: string, required: boolean) => ({ role, pattern, mime: null, required });

describe("the artifacts of an output schema", () => {
  test("are required where every output has them", () => {
    const output = {
      properties: {
        a: mark("a"),
        b: mark("b"),
        c: { properties: { d: mark("d"), e: mark("e") }, required: ["d"] },
        f: { properties: { g: mark("g") }, required: ["g"] },
      },
      required: ["a", "f"],
    };
    expect(artifacts(output)).toEqual([
      promised("a", "a", true),
      promised("b", "b", false),
      promised("d", "d", false),
      promised("e", "e", false),
      promised("g", "g", true),
    ]);
  });

  test("are found in lists, alternatives, conditions and references, and there are not required", () => {
    const output: JsonValue = {
      properties: {
        l: { items: mark("l/*.svg") },
        p: { prefixItems: [mark("p")] },
        r: { $ref: "#/$defs/r" },
        m: { additionalProperties: mark("m") },
      },
      anyOf: [{ properties: { any: mark("any") }, required: ["any"] }],
      ...JSON.parse('{"then": {"properties": {"t": {"x-type": "artifact", "x-filename": "t"}}}}'),
      not: { properties: { never: mark("never") } },
      $defs: { r: { ...mark("r"), "x-role": "chart" }, unused: mark("unused") },
      required: ["l", "p", "r", "m"],
    };
    expect(artifacts(output)).toEqual([
      promised("l/*.svg", "l", false),
      promised("p", "p", false),
      promised("r", "chart", true),
      promised("m", "m", false),
      promised("any", "any", false),
      promised("t", "t", false),
    ]);
  });

  test("are found through allOf, whose parts speak of one value", () => {
    const output: JsonValue = {
      allOf: [{ properties: { a: { allOf: [mark("a"), { "x-role": "b" }] } } }, { required: ["a"] }],
    };
    expect(artifacts(output)).toEqual([promised("a", "b", true)]);
  });

  test("are found once in a schema that holds itself", () => {
    const output: JsonValue = { properties: { a: mark("a"), kids: { items: { $ref: "#" } } }, required: ["a"] };
    expect(artifacts(output)).toEqual([promised("a", "a", true)]);
  });

  test("may have a name that only the output tells", () => {
    expect(artifacts({ properties: { a: { "x-type": "file" } } })).toEqual([promised("**", "a", false)]);
    const declared = [{ role: "a", pattern: "*.csv" }];
    expect(artifacts({ properties: { a: { "x-type": "file" } }, required: ["a"] }, declared)).toEqual([
      promised("*.csv", "a", true),
    ]);
  });

  test("are joined with those of runner.json by their pattern", () => {
    const declared = [{ role: "r", pattern: "r.md", mime: "text/markdown" }];
    const output = { properties: { r: { ...mark("artifacts/r.md"), "x-role": "r" } }, required: ["r"] };
    expect(artifacts(output, declared)).toEqual([
      { role: "r", pattern: "r.md", mime: "text/markdown", required: true },
    ]);
    expect(judge(output, declared).problems).toEqual([]);
  });

  test("must have names that a file can have", () => {
    const output: JsonValue = {
      properties: { a: mark("../a"), b: { "x-type": "file", "x-filename": 5, "x-role": "" } },
    };
    const entry = "demo/assets/output.schema.json";
    expect(places(judge(output).problems)).toEqual([
      `PACKAGE_ARTIFACT_PATTERN ${entry} /properties/a/x-filename`,
      `PACKAGE_FIELD_TYPE ${entry} /properties/b/x-filename`,
      `PACKAGE_FIELD_TYPE ${entry} /properties/b/x-role`,
    ]);
  });

  test("are not asked for when the output schema cannot be read", () => {
    expect(places(judge({ type: 5 }).problems)).toEqual(["SCHEMA_INVALID demo/assets/output.schema.json /type"]);
  });
});
