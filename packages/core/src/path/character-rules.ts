// Does a path look like what it is, on every system? (zip P3, P4)
import { characterName } from "./escape-for-display.ts";
import { firstRefusedCharacter } from "./refused-character.ts";

/** Each rule answers what is wrong, as the end of a sentence, or `null`. */
export function refusedCharacter(path: string): string | null {
  const codePoint = firstRefusedCharacter(path);
  return codePoint === null ? null : `it holds ${characterName(codePoint)}, which is invisible, undefined or a control`;
}

export function backslash(path: string): string | null {
  return path.includes("\\") ? "it holds a backslash" : null;
}
