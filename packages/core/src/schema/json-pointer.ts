// How is a place inside a JSON value named? (RFC 6901)
import type { JsonValue } from "./json.ts";

/** The pointer of the member or item `segment` of the value at `pointer`. */
export function childPointer(pointer: string, segment: string | number): string {
  const text = typeof segment === "number" ? String(segment) : segment.replaceAll("~", "~0").replaceAll("/", "~1");
  return `${pointer}/${text}`;
}

/** The pointer of a path of names and indexes. */
export function pointerTo(path: readonly (string | number)[]): string {
  return path.reduce<string>(childPointer, "");
}

/** The names and indexes of `pointer`, as text; `null` when it is no pointer. */
export function pointerSegments(pointer: string): string[] | null {
  if (pointer === "") return [];
  if (!pointer.startsWith("/")) return null;
  return pointer
    .slice(1)
    .split("/")
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** What stands at `pointer` in `value`; `undefined` when nothing does. */
export function valueAt(value: JsonValue, pointer: string): JsonValue | undefined {
  let here: JsonValue | undefined = value;
  for (const segment of pointerSegments(pointer) ?? [null]) {
    if (segment === null || typeof here !== "object" || here === null || !Object.hasOwn(here, segment))
      return undefined;
    if (Array.isArray(here) && !/^(?:0|[1-9]\d*)$/.test(segment)) return undefined;
    here = (here as Readonly<Record<string, JsonValue>>)[segment];
  }
  return here;
}
