// How is a stranger's text shown without doing anything to the screen or the reader?
import { isRefusedCharacter } from "./refused-character.ts";

/** UTF-16 units; no path that is accepted is longer. */
const LONGEST = 1024;
const PRINTABLE_ASCII = /^[ -~]*$/;

/**
 * `text` with every character that names may not hold (control, bidi, invisible, unassigned, …) as `\u{…}`,
 * cut after 1024 UTF-16 units with `…`.
 */
export function escapeForDisplay(text: string): string {
  if (text.length <= LONGEST && PRINTABLE_ASCII.test(text)) return text;
  let result = "";
  for (const character of text.slice(0, LONGEST)) {
    const codePoint = character.codePointAt(0) ?? 0;
    result += isRefusedCharacter(codePoint) ? characterName(codePoint) : character;
  }
  return text.length > LONGEST ? `${result}…` : result;
}

/** A code point as `\u{200B}`. */
export function characterName(codePoint: number): string {
  return `\\u{${codePoint.toString(16).toUpperCase()}}`;
}
