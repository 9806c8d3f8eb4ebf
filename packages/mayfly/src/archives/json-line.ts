// How is a value written as one line of JSON that does nothing to a terminal?
import { isRefusedCharacter } from "@mayfly/core";

/**
 * JSON in which every control, bidi, invisible and separator character stands as `\uXXXX`, so that it means the same
 * and can be shown anywhere.
 */
export function jsonLine(value: unknown): string {
  let line = "";
  for (const character of JSON.stringify(value)) {
    line += isRefusedCharacter(character.codePointAt(0) ?? 0) ? escaped(character) : character;
  }
  return line;
}

/** Each UTF-16 unit of `character` as JSON escapes it. */
function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, index) => {
    return `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`;
  }).join("");
}
