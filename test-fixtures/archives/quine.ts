// Which archive holds itself, however often it is unpacked? (zip B6)
import { BitWriter } from "./bit-writer.ts";
import { bytes, hex, toBytes, u16, zeros } from "./bytes.ts";
import { crcFixPoint } from "./crc-fix-point.ts";
import { rawZip } from "./raw-zip.ts";

export const QUINE_NAME = "quine.zip";

/** Makes what is printed last 258 bytes long, which is the most that one match can copy. */
const COMMENT = toBytes(
  "This archive holds one file, and that file is this archive. Whoever opens every archive in an archive, " +
    "and every archive in that one, is never done; here nobody does that.",
);

/** The header of a stored block, which has five bytes: the next `count` bytes are printed. */
function print(count: number): Uint8Array {
  return bytes(zeros(1), u16(count), u16(~count & 0xffff));
}

/** A block with fixed codes (RFC 1951, 3.2.6) that is not the last one, as its bits are met. */
function block(...codes: readonly string[]): string {
  const [notLast, fixedCodes, end] = ["0", "10", "0000000"];
  return [notLast, fixedCodes, ...codes, end].join("");
}

/** Each prints the last so many bytes again. All have five bytes, where the next block starts on a whole byte. */
const [AGAIN_10, AGAIN_20, AGAIN_44, AGAIN_258] = [
  // A match of 5 bytes from 10 back, twice; the extra bits of lengths and distances stand after their codes.
  block("0000011", "00110", "10", "0000011", "00110", "10"),
  // A match of 10 bytes from 20 back, twice.
  block("0001000", "01000", "110", "0001000", "01000", "110"),
  // A match of 44 bytes from 44 back, and an empty block to fill up the bytes.
  block("0010010", "100", "01010", "1101") + block(),
  // A match of 258 bytes from 258 back, and an empty block.
  block("11000101", "10000", "1000000") + block(),
].map((bits) => new BitWriter().code(bits).bytes()) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];

/** The local header, and all that stands after the data. */
const [HEAD_BYTES, TAIL_BYTES] = [30 + QUINE_NAME.length, 46 + QUINE_NAME.length + 22 + COMMENT.length];
const LAST_BLOCK = hex("01 00 00 ff ff");

/**
 * A deflate stream that prints the file in which it stands between `head` and `tail`. The way is
 * Russ Cox's ("Zip Files All The Way Down", 2010): some instructions print what others print again.
 */
function selfPrinting(head: Uint8Array, tail: Uint8Array): Uint8Array {
  const last = bytes(AGAIN_258, LAST_BLOCK, tail);
  const [printHead, printOne, printFour, printLast] = [print(44), print(5), print(20), print(last.length)];
  return bytes(
    // After each line, the lines up to here have been printed, or are just being so.
    ...[printHead, head, printHead],
    AGAIN_44,
    ...[printOne, AGAIN_44],
    ...[printOne, printOne],
    ...[printFour, AGAIN_44, printOne, printOne, printFour],
    AGAIN_20,
    ...[printFour, AGAIN_20, printFour, AGAIN_20, printFour],
    AGAIN_20,
    // From here on, every line prints exactly itself.
    ...[printFour, zeros(10), AGAIN_10, printLast],
    AGAIN_10,
    ...[printLast, last],
    // And this one prints itself, the last block, and the tail.
    AGAIN_258,
    LAST_BLOCK,
  );
}

/** An archive whose only entry, inflated, is the archive. */
export function quine(): Uint8Array {
  return withChecksum(crcFixPoint(withChecksum));
}

function withChecksum(crc: number): Uint8Array {
  // Its length does not depend on what is in the headers, and they hold nothing else of it.
  const draft = selfPrinting(zeros(HEAD_BYTES), zeros(TAIL_BYTES));
  const size = HEAD_BYTES + draft.length + TAIL_BYTES;
  const frame = rawZip([{ name: QUINE_NAME, method: 8, data: draft, size, crc32: crc }], { comment: COMMENT });
  const [head, tail] = [frame.subarray(0, HEAD_BYTES), frame.subarray(HEAD_BYTES + draft.length)];
  return bytes(head, selfPrinting(head, tail), tail);
}
