// Does the path of an artifact match a pattern?

/**
 * Whether `path`, below the artifacts folder, matches `pattern`, where `*` stands for any characters but `/`, `**` for any,
 * and a whole segment `**` for any number of folders, none included. Takes time in proportion to the product of both
 * lengths at most.
 */
export function matchesPattern(pattern: string, path: string): boolean {
  const steps = stepsOf(pattern);
  // All the steps that may come next, given the path so far.
  let places = closed(steps, [0]);
  for (const character of path) {
    const next: number[] = [];
    for (const place of places) {
      const step = steps[place];
      if (step === ANY || (step === ANY_IN_FOLDER && character !== "/")) next.push(place);
      else if (step === character) next.push(place + 1);
    }
    places = closed(steps, next);
    if (places.size === 0) return false;
  }
  return places.has(steps.length);
}

const ANY = Symbol("**");
const ANY_IN_FOLDER = Symbol("*");
/** Before `**` and `/`: both may be left out. */
const FOLDERS = Symbol("**/");

type Step = string | typeof ANY | typeof ANY_IN_FOLDER | typeof FOLDERS;

function stepsOf(pattern: string): Step[] {
  return (pattern.match(/(?<=^|\/)\*\*\/|\*+|[^*]/gu) ?? []).flatMap((piece): Step[] => {
    if (piece === "**/") return [FOLDERS, ANY, "/"];
    if (piece.startsWith("*")) return [piece === "*" ? ANY_IN_FOLDER : ANY];
    return [piece];
  });
}

/** `places`, and those reached from them without a character. */
function closed(steps: readonly Step[], places: readonly number[]): Set<number> {
  const all = new Set(places);
  for (const place of all) {
    const step = steps[place];
    if (step === ANY || step === ANY_IN_FOLDER || step === FOLDERS) all.add(place + 1);
    if (step === FOLDERS) all.add(place + 3);
  }
  return all;
}
