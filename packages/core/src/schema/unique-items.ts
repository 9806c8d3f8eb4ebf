// Are two items of a list equal? (JSON Schema `uniqueItems`, in linear time)
import type { JsonValue } from "./json.ts";
import { isJsonObject } from "./json-object.ts";

/**
 * The indexes of the first two equal items of `list`, `null` when all differ. `spend` is told of each value inside.
 */
export function firstEqualItems(list: readonly JsonValue[], spend: (steps: number) => void): [number, number] | null {
  const seen = new Map<string, number>();
  for (const [index, item] of list.entries()) {
    const key = canonical(item, spend);
    const before = seen.get(key);
    if (before !== undefined) return [before, index];
    seen.set(key, index);
  }
  return null;
}

/** One text for all JSON values that are equal: names sorted, `-0` as `0`. */
function canonical(value: JsonValue, spend: (steps: number) => void): string {
  spend(1);
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, spend)).join()}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const names = Object.keys(value).toSorted();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name] ?? null, spend)}`).join()}}`;
}
