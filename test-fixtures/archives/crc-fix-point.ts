// Which checksum can a text hold that is its own?
import { crc32 } from "node:zlib";

/** One bit of the unknown checksum against the others: a row of equations over bits. */
interface Equation {
  unknowns: number;
  value: number;
}

/**
 * The number that is the CRC-32 of what `build` makes of it. CRC-32 is linear but for a constant, so this is a system of
 * 32 equations; one text in three or so has no solution, and another word in it helps.
 */
export function crcFixPoint(build: (crc: number) => Uint8Array): number {
  const constant = crc32(build(0));
  const columns = Array.from({ length: 32 }, (_, bit) => {
    const own = (1 << bit) >>> 0;
    // What this bit of the number changes in the checksum has to be what it changes in itself.
    return (crc32(build(own)) ^ constant ^ own) >>> 0;
  });
  const equations = Array.from({ length: 32 }, (_, row): Equation => {
    const unknowns = columns.reduce((all, column, bit) => (all | (((column >>> row) & 1) << bit)) >>> 0, 0);
    return { unknowns, value: (constant >>> row) & 1 };
  });
  return solve(equations);
}

function solve(equations: readonly Equation[]): number {
  const left = equations.map((equation) => ({ ...equation }));
  let solution = 0;
  const pivots: (readonly [bit: number, equation: Equation])[] = [];
  for (let bit = 0; bit < 32; bit += 1) {
    const place = left.findIndex(({ unknowns }) => ((unknowns >>> bit) & 1) === 1);
    const [pivot] = place < 0 ? [] : left.splice(place, 1);
    if (pivot === undefined) continue;
    for (const other of [...left, ...pivots.map(([, equation]) => equation)]) {
      if (((other.unknowns >>> bit) & 1) === 0) continue;
      other.unknowns = (other.unknowns ^ pivot.unknowns) >>> 0;
      other.value ^= pivot.value;
    }
    pivots.push([bit, pivot]);
  }
  if (left.some(({ value }) => value !== 0)) throw new Error("No checksum is its own here: change a word.");
  // Bits that no equation is about may be anything; they are 0.
  for (const [bit, { value }] of pivots) solution = (solution | (value << bit)) >>> 0;
  return solution;
}
