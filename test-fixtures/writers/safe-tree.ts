// Which trees of files must every writer be able to hand over?
import { findCollisions, isSafeRelativePath } from "@mayfly/core";
import type { ContentFile } from "@mayfly/core";
import fc from "fast-check";

const LETTERS = [..."abcXYZ019-_. ~()'&+,", ..."üßÉ日本한😀ж", "e\u0301", "\u00B5", "i\u0307"];
/** Names that mean something to a program, but not to a file system. */
const TELLING = ["constructor", "toString", "hasOwnProperty", "length", ".gitignore", "..hidden", "SKILL.md", "a..b"];
const JUNK = /(?:^|\/)(?:\._[^/]*|\.DS_Store|desktop\.ini|Thumbs\.db|__MACOSX)(?:\/|$)/i;
const MOST_DEPTH = 12;

const segment = fc
  .oneof(
    { weight: 4, arbitrary: fc.string({ unit: fc.constantFrom(...LETTERS), minLength: 1, maxLength: 10 }) },
    { weight: 1, arbitrary: fc.constantFrom(...TELLING) },
  )
  .filter((name) => isSafeRelativePath(name) && !JUNK.test(name));
const path = fc
  .oneof(
    { weight: 6, arbitrary: fc.array(segment, { minLength: 1, maxLength: 4 }) },
    { weight: 1, arbitrary: fc.array(segment, { minLength: 5, maxLength: MOST_DEPTH }) },
  )
  .map((segments) => segments.join("/"));

const small = fc.uint8Array({ maxLength: 200 });
const text = fc.string({ maxLength: 100 }).map((line) => new TextEncoder().encode(line.repeat(9)));
const large = fc
  .record({ length: fc.integer({ min: 10_000, max: 300_000 }), seed: fc.nat(), values: fc.constantFrom(1, 5, 256) })
  .map(({ length, seed, values }) =>
    // What is printed when a property fails.
    Object.assign(spread(length, seed, values), { [fc.toStringMethod]: () => `spread(${length}, ${seed}, ${values})` }),
  );
const bytes = fc.oneof(
  { weight: 1, arbitrary: fc.constant(new Uint8Array(0)) },
  { weight: 4, arbitrary: small },
  { weight: 3, arbitrary: text },
  { weight: 1, arbitrary: large },
);

/** Trees whose paths are safe and keep apart everywhere; the empty one, too. */
export const safeTree: fc.Arbitrary<readonly ContentFile[]> = fc
  .array(fc.record({ path, bytes, executable: fc.boolean() }), { maxLength: 8 })
  .map(apart);

/** `length` bytes of `values` different values: of one, they deflate to nearly nothing, of 256, to more than they are. */
export function spread(length: number, seed: number, values: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 24) % values;
  });
}

/** The files that collide with none before them. */
function apart(files: readonly ContentFile[]): readonly ContentFile[] {
  const kept: ContentFile[] = [];
  for (const file of files) {
    const listed = [...kept, file].map((each) => ({ path: each.path, kind: "file" as const }));
    if (findCollisions(listed).problems.length === 0) kept.push(file);
  }
  return kept;
}
