// Which characters may no name hold? (zip P3)
import { REFUSED_EDGES } from "./unicode-tables.ts";

/** Ascending; refused from each even place to the odd one after it. */
const edges = cumulated(REFUSED_EDGES.split(" "));

/**
 * Whether names may not hold this character: control, format, surrogate, private use, unassigned, line and paragraph
 * separators, U+FFFD, and what is shown as nothing (variation selectors aside), by the pinned Unicode version.
 */
export function isRefusedCharacter(codePoint: number): boolean {
  // Printable ASCII, most of what is asked about.
  if (codePoint >= 0x20 && codePoint < 0x7f) return false;
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((edges[middle] ?? Infinity) <= codePoint) low = middle + 1;
    else high = middle;
  }
  return low % 2 === 1;
}

/** The first code point of `text` that names may not hold, or `null`. */
export function firstRefusedCharacter(text: string): number | null {
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    if (isRefusedCharacter(codePoint)) return codePoint;
  }
  return null;
}

function cumulated(distances: readonly string[]): Uint32Array {
  let edge = 0;
  return Uint32Array.from(distances, (distance) => (edge += parseInt(distance, 36)));
}
