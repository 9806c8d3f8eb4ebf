// What does a schema say against a value, in words?
import type { ErrorObject } from "ajv";
import { escapeForDisplay } from "../path/escape-for-display.ts";
import { jsonKind } from "./json-object.ts";
import { nearestName } from "./nearest-name.ts";

export interface Explanation {
  /** Half a sentence with its full stop; its subject is the value. */
  readonly sentence: string;
  readonly hint: string | null;
}

type Parameters = Readonly<Record<string, unknown>>;

/** Puts one error of the schema compiler (made with `verbose`) into words. */
export function explain(error: ErrorObject): Explanation {
  const { keyword, data, parentSchema } = error;
  const parameters: Parameters = error.params;
  const words = Object.hasOwn(WORDS, keyword) ? WORDS[keyword] : undefined;
  const half = words?.(parameters, data) ?? error.message ?? `it breaks the rule \`${keyword}\``;
  const known = Object.keys((parentSchema?.["properties"] as object | undefined) ?? {});
  return { sentence: `${half}.`, hint: hintFor(keyword, parameters, known, data) };
}

const WORDS: Readonly<Record<string, (parameters: Parameters, data: unknown) => string>> = {
  type: ({ type }, data) => `must be ${kinds(type)}, not ${jsonKind(data)}`,
  required: ({ missingProperty }) => `${name(missingProperty)} is missing`,
  dependentRequired: ({ missingProperty, property }) =>
    `${name(missingProperty)} is missing, which ${name(property)} needs`,
  dependencies: ({ missingProperty, property }) => `${name(missingProperty)} is missing, which ${name(property)} needs`,
  additionalProperties: ({ additionalProperty }) => `${name(additionalProperty)} is not a field of it`,
  unevaluatedProperties: ({ unevaluatedProperty }) => `${name(unevaluatedProperty)} is not a field of it`,
  enum: ({ allowedValues }, data) => `must be ${oneOf(allowedValues)}, not ${show(data)}`,
  const: ({ allowedValue }, data) => `must be ${show(allowedValue)}, not ${show(data)}`,
  minimum: ({ limit }, data) => `must be at least ${show(limit)}, not ${show(data)}`,
  maximum: ({ limit }, data) => `must be at most ${show(limit)}, not ${show(data)}`,
  exclusiveMinimum: ({ limit }, data) => `must be more than ${show(limit)}, not ${show(data)}`,
  exclusiveMaximum: ({ limit }, data) => `must be less than ${show(limit)}, not ${show(data)}`,
  multipleOf: ({ multipleOf }, data) => `must be a multiple of ${show(multipleOf)}, not ${show(data)}`,
  minLength: ({ limit }) => `must have at least ${count(limit, "character")}`,
  maxLength: ({ limit }) => `must have at most ${count(limit, "character")}`,
  minItems: ({ limit }) => `must have at least ${count(limit, "item")}`,
  maxItems: ({ limit }) => `must have at most ${count(limit, "item")}`,
  minProperties: ({ limit }) => `must have at least ${count(limit, "field")}`,
  maxProperties: ({ limit }) => `must have at most ${count(limit, "field")}`,
  items: ({ limit }) => `must have at most ${count(limit, "item")}`,
  additionalItems: ({ limit }) => `must have at most ${count(limit, "item")}`,
  unevaluatedItems: ({ limit }) => `must have at most ${count(limit, "item")}`,
  contains: ({ minContains }) => `must have at least ${count(minContains, "item")} of the kind that is asked for`,
  pattern: ({ pattern }, data) => `${show(data)} does not match the pattern ${show(pattern)}`,
  uniqueItems: () => "must not have an item twice",
  propertyNames: ({ propertyName }) => `the name ${show(propertyName)} is not allowed`,
  anyOf: () => "fits none of the allowed forms",
  oneOf: ({ passingSchemas }) =>
    passingSchemas === null ? "fits none of the allowed forms" : "fits more than one of forms that exclude each other",
  not: () => "has a form that is not allowed",
  "false schema": () => "must not be there",
  "x-type": (_parameters, data) => `${show(data)} is not the path of a file among the artifacts`,
};

function hintFor(keyword: string, parameters: Parameters, known: readonly string[], data: unknown): string | null {
  const unknown = parameters["additionalProperty"] ?? parameters["unevaluatedProperty"];
  if (typeof unknown === "string") {
    const near = nearestName(unknown, known);
    if (near !== null) return `Did you mean \`${near}\`?`;
    if (known.length > 0 && known.length <= 12) return `It can have: ${known.join(", ")}.`;
  }
  const { allowedValues } = parameters;
  if (typeof data === "string" && Array.isArray(allowedValues) && allowedValues.length <= MOST_CHOICES) {
    const words = allowedValues.filter((each) => typeof each === "string" && each.length <= LONGEST_CHOICE);
    const near = nearestName(data, words as string[]);
    if (near !== null) return `Did you mean \`${escapeForDisplay(near)}\`?`;
  }
  return keyword === "pattern"
    ? "Patterns are searched for in the text, unless they start with `^` and end with `$`."
    : null;
}

/** Of a longer list, and of longer texts, nobody misspelt a word; to compare all would take long. */
const MOST_CHOICES = 50;
const LONGEST_CHOICE = 100;

const KINDS: Readonly<Record<string, string>> = {
  array: "a list",
  object: "an object",
  integer: "a whole number",
  null: "null",
};

function kinds(type: unknown): string {
  const all = Array.isArray(type) ? type : String(type).split(",");
  return all.map((each) => KINDS[String(each)] ?? `a ${String(each)}`).join(" or ");
}

function oneOf(values: unknown): string {
  const list = Array.isArray(values) ? values : [values];
  const some = list.slice(0, 12).map(show);
  return list.length === 1 ? some.join() : `one of ${some.join(", ")}${list.length > 12 ? ", …" : ""}`;
}

function count(limit: unknown, thing: string): string {
  return `${String(limit)} ${thing}${limit === 1 ? "" : "s"}`;
}

function name(property: unknown): string {
  return `the field \`${escapeForDisplay(String(property))}\``;
}

function show(value: unknown): string {
  if (typeof value === "object" && value !== null) return jsonKind(value);
  const text = typeof value === "string" ? JSON.stringify(value.slice(0, 61)) : String(value);
  return escapeForDisplay(text.length > 62 ? `${text.slice(0, 60)}…"` : text);
}
