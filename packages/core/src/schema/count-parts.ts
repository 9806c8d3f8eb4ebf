// How many values does a JSON value hold, itself included?
import type { JsonValue } from "./json.ts";

/** The number of values in `value`, or `most` when there are at least so many. */
export function countParts(value: JsonValue, most: number): number {
  const waiting: JsonValue[] = [value];
  let parts = 0;
  for (let next = waiting.pop(); next !== undefined && parts < most; next = waiting.pop()) {
    parts += 1;
    if (typeof next === "object" && next !== null) for (const inner of Object.values(next)) waiting.push(inner);
  }
  return parts;
}
