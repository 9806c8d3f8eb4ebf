// On which line does the value stand that a pointer names?
import { decodeText } from "./decode-text.ts";
import { readJson } from "./read-json.ts";
import { positionAt } from "./text-position.ts";
import type { TextPosition } from "./text-position.ts";

/** The positions, in one JSON text, of those of `pointers` that it has. */
export function locateJson(
  bytes: Uint8Array,
  maxDepth: number,
  pointers: ReadonlySet<string>,
): ReadonlyMap<string, TextPosition> {
  const text = decodeText(bytes) ?? "";
  const found = new Map<string, TextPosition>();
  readJson(text, maxDepth, (pointer, offset) => {
    if (pointers.has(pointer)) found.set(pointer, positionAt(text, offset));
  });
  return found;
}
