// Which numbers are worth writing into a field?
import { get, set } from "../parts/layout.ts";
import type { Field } from "../parts/layout.ts";
import type { Random } from "../random.ts";

const SMALL = [
  0, 1, 2, 3, 4, 7, 8, 9, 10, 12, 16, 20, 22, 24, 30, 44, 45, 46, 56, 63, 64, 65, 0x10, 0x800, 0x808,
] as const;
const LARGE: Readonly<Record<Field["bytes"], readonly [number, ...number[]]>> = {
  2: [0xff, 0x100, 0x7fff, 0x8000, 0xfffe, 0xffff],
  4: [0xffff, 0x1_0000, 0x10_0000, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff],
  8: [0xffff_ffff, 0x1_0000_0000, Number.MAX_SAFE_INTEGER, 2 ** 53, 2 ** 63, 2 ** 64 - 2048],
};

/** Writes something telling into `field`: an edge, a neighbour of what was there, or that with one bit turned. */
export function writeTelling(record: Uint8Array, field: Field, random: Random): void {
  const old = get(record, field);
  switch (random.below(5)) {
    case 0:
      return set(record, field, random.pick(SMALL));
    case 1:
      return set(record, field, random.pick(LARGE[field.bytes]));
    case 2:
      return set(record, field, Math.max(0, old + random.below(9) - 4));
    case 3:
      return flipBit(record, field.place + random.below(field.bytes), random);
    default:
      return set(record, field, random.below(200));
  }
}

export function flipBit(bytes: Uint8Array, place: number, random: Random): void {
  bytes[place] = (bytes[place] ?? 0) ^ (1 << random.below(8));
}
