// Which text is left when upper and lower case are one?
import { FOLDING_EXPANSIONS, FOLDING_RUNS } from "./unicode-tables.ts";

const folded = new Map<number, string>();

for (const run of FOLDING_RUNS.split(" ")) {
  const [first = 0, count = 0, step = 0, difference = 0] = base36(run);
  for (let place = 0; place < count; place += 1) {
    const codePoint = first + place * step;
    folded.set(codePoint, String.fromCodePoint(codePoint + difference));
  }
}
for (const expansion of FOLDING_EXPANSIONS.split(" ")) {
  const [codePoint = 0, ...result] = base36(expansion);
  folded.set(codePoint, String.fromCodePoint(...result));
}

/** Full case folding (Unicode 3.13, D144) by the pinned version: `ß`, `ẞ` and `SS` all become `ss`. */
export function foldCase(text: string): string {
  let result = "";
  for (const character of text) result += folded.get(character.codePointAt(0) ?? 0) ?? character;
  return result;
}

function base36(numbers: string): number[] {
  return numbers.split(",").map((each) => parseInt(each, 36));
}
