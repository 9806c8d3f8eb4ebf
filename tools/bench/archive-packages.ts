// Which archives are measured? Made of numbers that always come out the same, like packages that people send.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { zipInputs } from "../../test-fixtures/zip-package.ts";

export interface MeasuredPackage {
  readonly name: string;
  readonly path: string;
  readonly bytes: Uint8Array;
}

const SHAPES = [
  { name: "30 files, 200 KB", files: 30, bytes: 200_000 },
  { name: "400 files, 8 MB", files: 400, bytes: 8_000_000 },
  { name: "3000 files, 12 MB", files: 3000, bytes: 12_000_000 },
];

/** The three packages, as files in `folder`. */
export function measuredPackages(folder: string): readonly MeasuredPackage[] {
  mkdirSync(folder, { recursive: true });
  return SHAPES.map(({ name, files, bytes }) => {
    const path = join(folder, `${files}.zip`);
    const archive = zipInputs(tree(files, bytes));
    writeFileSync(path, archive);
    return { name, path, bytes: archive };
  });
}

/** `files` files of `bytes` bytes together: prose and code, and one in ten that deflate cannot make smaller. */
export function tree(files: number, bytes: number): Record<string, Uint8Array> {
  const next = numbers(files);
  // Folders as people make them: in a small package few, in a large one not more and more.
  const parts = Math.min(23, Math.ceil(files / 10));
  const all: Record<string, Uint8Array> = {};
  for (let index = 0; index < files; index += 1) {
    // Sizes as they are in packages: many small ones, some large.
    const size = Math.round((bytes / files) * (0.2 + 1.6 * next()));
    const folder = `skill/${["scripts", "references", "assets"][index % 3]}/part-${index % parts}`;
    const noise = index % 10 === 9;
    all[`${folder}/file-${index}.${noise ? "bin" : "md"}`] = noise ? noiseOf(size, next) : proseOf(size, next);
  }
  return all;
}

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function noiseOf(size: number, next: () => number): Uint8Array {
  return Uint8Array.from({ length: size }, () => next() * 256);
}

/** Words of which a few are frequent, as in any language. */
function proseOf(size: number, next: () => number): Uint8Array {
  const words: string[] = [];
  for (let length = 0; length < size; length += (words.at(-1)?.length ?? 0) + 1) {
    const rank = Math.floor(3000 ** next());
    words.push((rank * 7919).toString(36) + (rank % 9 === 0 ? "\n" : ""));
  }
  return new TextEncoder().encode(words.join(" ").slice(0, size));
}
