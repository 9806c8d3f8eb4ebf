// Which of two versions is higher?
import type { Version } from "../package/version.ts";

/**
 * Below zero when `one` is lower than `other`, zero when neither is (SemVer 2.0.0, 11). Numbers that are missing count
 * as 0, and a post-release comes between its release and the next number (PEP 440).
 */
export function compareVersions(one: Version, other: Version): number {
  return (
    compareNumbers(one.numbers, other.numbers) ||
    comparePreReleases(one.preRelease, other.preRelease) ||
    (one.post ?? -1) - (other.post ?? -1)
  );
}

function compareNumbers(one: readonly number[], other: readonly number[]): number {
  for (let place = 0; place < Math.max(one.length, other.length); place += 1) {
    const difference = (one[place] ?? 0) - (other[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function comparePreReleases(one: readonly string[], other: readonly string[]): number {
  // A pre-release comes before its release.
  if (one.length === 0 || other.length === 0) return other.length - one.length;
  for (const [place, identifier] of one.entries()) {
    const against = other[place];
    if (against === undefined) return 1;
    const difference = compareIdentifiers(identifier, against);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}

/** Numbers by their value and before words, words by their ASCII codes. */
function compareIdentifiers(one: string, other: string): number {
  const [oneIsNumber, otherIsNumber] = [one, other].map((each) => /^\d+$/.test(each));
  if (oneIsNumber !== otherIsNumber) return oneIsNumber === true ? -1 : 1;
  if (oneIsNumber === true) {
    const [a, b] = [BigInt(one), BigInt(other)];
    return a === b ? 0 : a < b ? -1 : 1;
  }
  return one === other ? 0 : one < other ? -1 : 1;
}
