import type { MessageSchema } from "@mayfly/core/contract";
import { describe, expect, test } from "vitest";
import { answerTable, fieldsOf, requestTable } from "./field-table.ts";

const nullable = (schema: MessageSchema): MessageSchema => ({ anyOf: [schema, { type: "null" }] });
const object = (properties: Readonly<Record<string, MessageSchema>>, ...required: readonly string[]) => ({
  type: "object",
  properties,
  required,
});

const MESSAGE = object(
  {
    id: { type: "string", description: "Which." },
    at: { ...nullable({ type: "string", format: "date-time" }), description: "When." },
    size: { type: ["integer", "null"], description: "How large." },
    kind: { enum: ["a", "b"], default: "a", description: "What." },
    within: { ...nullable(object({ deep: { type: "boolean", description: "Far." } })), description: "More." },
    all: { type: "array", items: object({ one: { type: "string", description: "Each." } }), description: "Many." },
    any: { type: "array", items: { $ref: "#/$defs/Problem" }, description: "Wrong." },
  },
  "id",
  "all",
);

describe("fieldsOf()", () => {
  test("tells every field, nested ones by their path, with type, default and meaning", () => {
    expect(fieldsOf(MESSAGE).map((each) => Object.values(each))).toEqual([
      ["id", "string", "required", "Which."],
      ["at", "time or null", "", "When."],
      ["size", "integer or null", "", "How large."],
      ["kind", "`a`, `b`", '`"a"`', "What."],
      ["within", "object or null", "", "More."],
      ["within.deep", "boolean", "", "Far."],
      ["all", "list of objects", "required", "Many."],
      ["all[].one", "string", "", "Each."],
      ["any", "list of [problems](#errors)", "", "Wrong."],
    ]);
  });

  test("only names what is nested where it is told elsewhere", () => {
    const types = fieldsOf(MESSAGE, { shallow: true }).map(({ path, type }) => [path, type]);
    expect(types).toContainEqual(["within", "`{deep}` or null"]);
    expect(types).toContainEqual(["all", "list of `{one}`"]);
    expect(types).toHaveLength(7);
  });

  test("throws for what says nothing, and for what the page cannot call", () => {
    expect(() => fieldsOf(object({ a: { type: "string" } }))).toThrow("The field a does not say what it means.");
    const unknown = object({ a: { $ref: "#/$defs/Other", description: "What." } });
    expect(() => fieldsOf(unknown)).toThrow("no word for the schema Other");
  });
});

test("a request has a column of defaults, an answer says what may be missing", () => {
  const fields = fieldsOf(
    object({ a: { type: "string", description: "A." }, b: { type: "object", description: "B." } }, "a"),
  );
  expect(requestTable(fields)[2]).toBe("| `a` | string | required | A. |");
  expect(answerTable(fields).slice(2)).toEqual(["| `a` | string | A. |", "| `b` | object; may be left out | B. |"]);
});
