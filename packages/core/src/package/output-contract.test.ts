import { expect, test } from "vitest";
import { filesOf, skillWith } from "../testing/skill-package.ts";
import type { JsonObject } from "../schema/json.ts";
import { judgePackage } from "./judge-package.ts";

const contract = (changes: Readonly<Record<string, JsonObject>>) =>
  judgePackage(filesOf(skillWith(changes)), "autoskill").package;

test("the output is told with its types and top-level fields", () => {
  const output = {
    type: ["object", "null"],
    properties: { rows: { type: "integer", description: "Rows read." }, parts: { type: "array", items: {} } },
    allOf: [{ required: ["rows"] }],
  };
  expect(contract({ "demo/assets/output.schema.json": output })?.output).toEqual({
    types: ["object", "null"],
    fields: [
      { name: "rows", types: ["integer"], required: true, description: "Rows read." },
      { name: "parts", types: ["array"], required: false, description: null },
    ],
  });
  expect(contract({ "demo/assets/output.schema.json": { type: 5 } })?.output).toEqual({ types: [], fields: [] });
});

test("an input is told with what the schema says about it", () => {
  const input = { properties: { a: { $ref: "#/$defs/a" }, b: {} }, $defs: { a: { description: "A table." } } };
  expect(contract({ "demo/assets/input.schema.json": input })?.inputs).toEqual([
    { key: "a", required: false, extensions: [], description: "A table." },
    { key: "b", required: false, extensions: [] },
  ]);
});
