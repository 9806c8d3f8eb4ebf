// How is a JSON value written so that equal values are written alike?
import type { JsonValue } from "./json.ts";

/**
 * The one text of `value`: keys in one order, numbers by their value, nothing between the tokens. Strings stay as they
 * are: two spellings that look alike are two strings, for a program too.
 */
export function canonicalJson(value: JsonValue): string {
  return JSON.stringify(value, (_key, part: JsonValue) => (isObject(part) ? sorted(part) : part));
}

function isObject(
  value: JsonValue,
): value is Exclude<JsonValue, readonly JsonValue[] | string | number | boolean | null> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** By UTF-16 units. Keys that are array indexes come first whatever we do, and always alike. */
function sorted(object: Readonly<Record<string, JsonValue>>): Record<string, JsonValue> {
  return Object.fromEntries(Object.entries(object).sort(([one], [other]) => (one < other ? -1 : 1)));
}
