// What if any bytes at all are changed, cut out, doubled or cut off?
import type { Random } from "../random.ts";
import { flipBit } from "./values.ts";

const TELLING = [0, 1, 2, 4, 8, 0x10, 0x2e, 0x2f, 0x50, 0x4b, 0x7f, 0x80, 0xfe, 0xff] as const;

/** Knows nothing of archives, and so is not misled by what it knows. */
export function changeBytes(archive: Uint8Array, random: Random): Uint8Array {
  let bytes: Uint8Array = archive.slice();
  const times = 1 + random.below(4);
  for (let time = 0; time < times && bytes.length > 0; time += 1) bytes = changeOnce(bytes, random);
  return bytes;
}

function changeOnce(bytes: Uint8Array, random: Random): Uint8Array {
  const place = random.below(bytes.length);
  const length = random.below(Math.min(64, bytes.length - place));
  switch (random.below(8)) {
    case 0:
      return spliced(bytes, place, place + length, new Uint8Array(0));
    case 1:
      return spliced(bytes, place, place, bytes.slice(place, place + length));
    case 2:
      return bytes.slice(0, place);
    case 3:
      bytes.copyWithin(random.below(bytes.length), place, place + length);
      return bytes;
    case 4:
    case 5:
      flipBit(bytes, place, random);
      return bytes;
    default:
      bytes[place] = random.pick(TELLING);
      return bytes;
  }
}

function spliced(bytes: Uint8Array, from: number, to: number, between: Uint8Array): Uint8Array {
  const whole = new Uint8Array(from + between.length + bytes.length - to);
  whole.set(bytes.subarray(0, from));
  whole.set(between, from);
  whole.set(bytes.subarray(to), from + between.length);
  return whole;
}
