// Which contents are not what their headers say? (zip I1-I4)
import { crc32 } from "node:zlib";
import type { ArchiveFixture, RefusedFixture } from "../archive-fixture.ts";
import { BitWriter } from "../bit-writer.ts";
import { bytes, hex, toBytes, u16, zeros } from "../bytes.ts";
import { deflated } from "../raw-entry.ts";
import { rawZip } from "../raw-zip.ts";
import { readme, README_TEXT } from "../readme.ts";

const size = README_TEXT.length;
const packed = deflated(README_TEXT);
const crc = crc32(README_TEXT);

function entry(data: Uint8Array, truth: { size?: number; crc32?: number } = {}): Uint8Array {
  return rawZip([{ name: "readme.txt", method: 8, content: README_TEXT, data, ...truth }]);
}

function refused(
  code: RefusedFixture["code"],
  row: string,
  what: string,
  data: Uint8Array,
  truth: { size?: number; crc32?: number } = {},
): ArchiveFixture {
  return { code, what, rows: [row], bytes: () => entry(data, truth) };
}

function invalid(what: string, data: Uint8Array): ArchiveFixture {
  return refused("ARCHIVE_DEFLATE_INVALID", "I1", what, data);
}

/** The start of a last block with codes of its own: how many codes there are of each kind. */
function dynamic(literals: number, distances: number, lengths: number): BitWriter {
  return new BitWriter()
    .number(1, 1)
    .number(2, 2)
    .number(literals - 257, 5)
    .number(distances - 1, 5)
    .number(lengths - 4, 4);
}

/** The start of a last block with the codes that every reader knows. */
function fixed(): BitWriter {
  return new BitWriter().number(1, 1).number(1, 2);
}

const LITERAL_R = "10000010";
const END = "0000000";
/** A length of 3, for which fixed codes have 7 bits. */
const LENGTH_3 = "0000001";

const inBlocks = bytes(
  hex("00"),
  u16(4),
  u16(~4 & 0xffff),
  toBytes("Read"),
  hex("01"),
  u16(5),
  u16(~5 & 0xffff),
  toBytes(" me.\n"),
);

export const content: readonly ArchiveFixture[] = [
  invalid("block-of-type-three", hex("07 00")),
  invalid("length-of-a-stored-block-not-confirmed", bytes(hex("01"), u16(size), u16(size), toBytes(README_TEXT))),
  invalid("stored-block-cut-off", bytes(hex("01"), u16(size), u16(~size & 0xffff), toBytes("Read"))),
  invalid("stream-cut-off", packed.subarray(0, packed.length - 1)),
  invalid("stream-cut-off-after-its-content", inBlocks.subarray(0, 9)),
  invalid("last-block-not-marked-as-last", bytes(hex("00"), u16(size), u16(~size & 0xffff), toBytes(README_TEXT))),
  invalid(
    "more-codes-than-bits-allow",
    dynamic(257, 1, 4).number(1, 3).number(1, 3).number(1, 3).number(1, 3).zeros(64).bytes(),
  ),
  invalid(
    "fewer-codes-than-bits-allow",
    dynamic(257, 1, 4).number(2, 3).number(2, 3).number(2, 3).number(0, 3).zeros(64).bytes(),
  ),
  invalid(
    "first-length-repeats-the-one-before",
    dynamic(257, 1, 4).number(1, 3).number(1, 3).number(0, 3).number(0, 3).code("0").zeros(64).bytes(),
  ),
  invalid("more-than-286-literals-and-lengths", dynamic(287, 1, 4).zeros(64).bytes()),
  invalid("more-than-30-distances", dynamic(257, 31, 4).zeros(64).bytes()),
  invalid("no-code-for-the-end-of-block", withoutEnd()),
  invalid("distance-before-the-start", fixed().code(LITERAL_R).code(LENGTH_3).code("00001").code(END).bytes()),
  invalid("distance-that-has-no-meaning", fixed().code(LITERAL_R).code(LENGTH_3).code("11110").code(END).bytes()),
  invalid("length-that-has-no-meaning", fixed().code(LITERAL_R).code("11000110").code("00000").code(END).bytes()),
  invalid("data-that-is-not-deflated-at-all", toBytes(README_TEXT)),
  invalid("a-zlib-header-before-the-stream", bytes(hex("78 9c"), packed)),
  {
    what: "deflated-in-several-stored-blocks",
    rows: ["I1"],
    files: { "readme.txt": README_TEXT },
    bytes: () => entry(inBlocks),
  },
  {
    what: "deflated-with-empty-blocks",
    rows: ["I1"],
    files: { "readme.txt": README_TEXT },
    bytes: () => entry(bytes(hex("00 00 00 ff ff"), hex("00 00 00 ff ff"), packed)),
  },
  {
    what: "empty-files-in-every-form",
    rows: ["I1", "H5"],
    files: { stored: "", deflated: "", "deflated-as-a-stored-block": "" },
    bytes: () =>
      rawZip([
        { name: "stored" },
        { name: "deflated", method: 8 },
        { name: "deflated-as-a-stored-block", method: 8, data: hex("01 00 00 ff ff") },
      ]),
  },

  refused("ARCHIVE_CONTENT_TOO_LONG", "I2", "a-byte-more-than-said", packed, {
    size: size - 1,
    crc32: crc32(README_TEXT.slice(0, -1)),
  }),
  refused("ARCHIVE_CONTENT_TOO_LONG", "I2", "said-to-be-empty", packed, { size: 0, crc32: 0 }),
  refused("ARCHIVE_CONTENT_TOO_SHORT", "I2", "a-byte-less-than-said", packed, {
    size: size + 1,
    crc32: crc32(`${README_TEXT}\0`),
  }),
  refused("ARCHIVE_CONTENT_TOO_SHORT", "I2", "an-empty-stream-said-to-have-content", hex("03 00")),

  refused("ARCHIVE_CONTENT_TRAILING", "I3", "a-byte-after-the-stream", bytes(packed, zeros(1))),
  refused("ARCHIVE_CONTENT_TRAILING", "I3", "text-after-the-stream", bytes(packed, toBytes("hidden"))),
  refused(
    "ARCHIVE_CONTENT_TRAILING",
    "I3",
    "a-second-stream-after-the-first",
    bytes(packed, deflated("Another text.\n")),
  ),
  refused("ARCHIVE_CONTENT_TRAILING", "I3", "the-empty-stream-after-the-stream", bytes(packed, hex("03 00"))),
  refused("ARCHIVE_CONTENT_TRAILING", "I3", "an-empty-file-with-a-hidden-stream", bytes(hex("03 00"), packed), {
    size: 0,
    crc32: 0,
  }),

  refused("ARCHIVE_CRC_MISMATCH", "I4", "checksum-one-bit-off", packed, { crc32: (crc ^ 1) >>> 0 }),
  refused("ARCHIVE_CRC_MISMATCH", "I4", "checksum-zero", packed, { crc32: 0 }),
  {
    code: "ARCHIVE_CRC_MISMATCH",
    what: "checksum-of-stored-data-zero",
    rows: ["I4"],
    bytes: () => rawZip([{ ...readme, crc32: 0 }]),
  },
  {
    code: "ARCHIVE_CRC_MISMATCH",
    what: "checksum-of-an-empty-file-not-zero",
    rows: ["I4"],
    bytes: () => rawZip([{ name: "empty", crc32: 1 }]),
  },
  {
    code: "ARCHIVE_CRC_MISMATCH",
    what: "every-content-wrong",
    rows: ["I1", "I2", "I3", "I4"],
    also: ["ARCHIVE_DEFLATE_INVALID", "ARCHIVE_CONTENT_TRAILING", "ARCHIVE_CONTENT_TOO_SHORT"],
    bytes: () =>
      rawZip([
        { ...readme, name: "a.txt", crc32: 1 },
        { ...readme, name: "b.txt", method: 8, data: hex("07 00") },
        { ...readme, name: "c.txt", method: 8, data: bytes(packed, zeros(1)) },
        { ...readme, name: "d.txt", method: 8, data: packed, size: size + 1 },
      ]),
  },
];

/** Two literals have all the bits there are, and the end of the block has none. */
function withoutEnd(): Uint8Array {
  // The lengths of codes, in the standard's order up to the last that is needed: 18 and 1 have 1 bit.
  const lengths = [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
  const stream = dynamic(257, 1, lengths.length);
  for (const length of lengths) stream.number(length, 3);
  const [one, many] = ["0", "1"];
  stream.code(one).code(one); // literals 0 and 1
  stream
    .code(many)
    .number(138 - 11, 7)
    .code(many)
    .number(117 - 11, 7); // literals 2 to 256
  return stream.code(one).zeros(64).bytes(); // distance 1
}
