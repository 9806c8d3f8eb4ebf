// Which version does a text name?

export interface Version {
  /** Major, minor, patch, and what some add; at least three. */
  readonly numbers: readonly number[];
  /** What follows a hyphen, at its dots; empty for a release. */
  readonly preRelease: readonly string[];
  /** Number of the post-release of PEP 440, which comes after the release of its numbers; `null` for none. */
  readonly post: number | null;
}

const LONGEST = 200;
const SEMANTIC = /^v?(\d{1,9}(?:\.\d{1,9}){0,4})(?:-([\w-]+(?:\.[\w-]+)*))?(?:\+[\w.-]+)?$/;
const PYTHON =
  /^v?(\d{1,9}(?:\.\d{1,9}){0,4})(?:[._-]?(a|alpha|b|beta|c|rc|pre|preview|dev|post|rev|r)[._-]?(\d{0,9}))?(?:\+[\w.-]+)?$/i;
/** `1.0-1`: a pre-release to one standard, a post-release to the other. */
const TWO_READINGS = /^v?\d+(?:\.\d+)?-\d+$/;

/** How Semantic Versioning says what PEP 440 says in one letter; a `dev` comes before every other. */
const PRE_RELEASES: Readonly<Record<string, readonly string[]>> = {
  a: ["alpha"],
  alpha: ["alpha"],
  b: ["beta"],
  beta: ["beta"],
  c: ["rc"],
  rc: ["rc"],
  pre: ["rc"],
  preview: ["rc"],
  dev: ["0", "dev"],
};

/**
 * Reads a version in the form of Semantic Versioning 2.0.0, also with one to five numbers, or a spelling of PEP 440 that
 * has one reading (`1.0rc2`, `1.0.dev3`, `1.0.post1`; no epochs, and no pre-release of a post-release); `null` when
 * `text` is none. What follows `+` tells versions apart for people, not for us.
 */
export function parseVersion(text: string): Version | null {
  if (text.length > LONGEST || TWO_READINGS.test(text)) return null;
  return semantic(text) ?? python(text);
}

function semantic(text: string): Version | null {
  const match = SEMANTIC.exec(text);
  if (match === null) return null;
  const [, numbers = "", preRelease] = match;
  return { numbers: numbersOf(numbers), preRelease: preRelease?.split(".") ?? [], post: null };
}

function python(text: string): Version | null {
  const match = PYTHON.exec(text);
  if (match === null) return null;
  const [, numbers = "", word = "", count = ""] = match;
  const preRelease = PRE_RELEASES[word.toLowerCase()];
  // A word without a number means 0 (PEP 440, implicit numbers).
  const number = Number(count);
  return preRelease === undefined
    ? { numbers: numbersOf(numbers), preRelease: [], post: number }
    : { numbers: numbersOf(numbers), preRelease: [...preRelease, String(number)], post: null };
}

function numbersOf(text: string): number[] {
  const numbers = text.split(".").map(Number);
  return [...numbers, 0, 0].slice(0, Math.max(3, numbers.length));
}
