// Is this JSON value an object?
import type { JsonObject, JsonValue } from "./json.ts";

/** Whether `value` is an object: neither a list nor `null`. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What `value` is, with its article: `an object`, `a list`, `a string`, … */
export function jsonKind(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
