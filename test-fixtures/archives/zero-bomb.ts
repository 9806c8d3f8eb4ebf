// Which is the shortest deflate stream of very many zeros? (zip B4)
import { crc32 } from "node:zlib";
import { BitWriter } from "./bit-writer.ts";
import type { RawEntry } from "./raw-entry.ts";

const LONGEST_MATCH = 258;
const MiB = 1024 * 1024;

/** In the code for the lengths of codes. */
const [MANY_ZEROS, ONE_BIT, TWO_BITS] = ["0", "10", "11"];
/** In the code for the content. */
const [MATCH_AND_DISTANCE_BITS, LITERAL, END] = [2, "10", "11"];

/**
 * One block with a code of its own: a match of 258 bytes has one bit, 0, and its distance one bit, 0, so that each byte
 * of the stream gives 1032 zeros. That is the most that deflate can do.
 */
export function zeroStream(size: number): Uint8Array {
  const matches = Math.floor((size - 1) / LONGEST_MATCH);
  const stream = new BitWriter().number(1, 1).number(2, 2);
  // 286 codes for literals and lengths, 1 for distances, 18 for the lengths of codes.
  stream
    .number(286 - 257, 5)
    .number(0, 5)
    .number(18 - 4, 4);
  // The lengths of those, in the standard's order: 18 has 1 bit, 2 and 1 have 2 bits.
  for (const length of [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2]) stream.number(length, 3);
  stream.code(TWO_BITS); // literal 0
  stream
    .code(MANY_ZEROS)
    .number(138 - 11, 7)
    .code(MANY_ZEROS)
    .number(117 - 11, 7); // literals 1 to 255
  stream.code(TWO_BITS); // end of block
  stream.code(MANY_ZEROS).number(28 - 11, 7); // lengths 257 to 284
  stream.code(ONE_BIT); // length 285, which means 258
  stream.code(ONE_BIT); // distance 1
  stream.code(LITERAL).zeros(matches * MATCH_AND_DISTANCE_BITS);
  stream.code(LITERAL.repeat(size - 1 - matches * LONGEST_MATCH)).code(END);
  return stream.bytes();
}

/** An entry of `size` zeros that tells the truth. */
export function zeroEntry(name: string, size: number): RawEntry {
  const chunk = new Uint8Array(MiB);
  let crc = 0;
  for (let place = 0; place < size; place += MiB) crc = crc32(chunk.subarray(0, Math.min(MiB, size - place)), crc);
  return { name, method: 8, data: zeroStream(size), size, crc32: crc };
}
