// Which entries are encrypted, or of a form that is not read? (zip E1-E3)
import type { ArchiveFixture, RefusedFixture } from "../archive-fixture.ts";
import { hex, toBytes, zeros } from "../bytes.ts";
import { extraField } from "../extra-fields.ts";
import type { RawEntry } from "../raw-entry.ts";
import { rawZip } from "../raw-zip.ts";
import { readme, README_TEXT } from "../readme.ts";

function refused(code: RefusedFixture["code"], row: string, what: string, entry: Partial<RawEntry>): ArchiveFixture {
  return { code, what, rows: [row], bytes: () => rawZip([{ ...readme, ...entry }]) };
}

const aes = extraField(0x9901, hex("02 00 41 45 03 00 00"));

/** By the numbers of APPNOTE 4.4.5. */
const METHODS: readonly (readonly [number, string])[] = [
  [1, "shrink"],
  [6, "implode"],
  [9, "deflate64"],
  [10, "pkware-implode"],
  [12, "bzip2"],
  [14, "lzma"],
  [93, "zstandard"],
  [95, "xz"],
  [96, "jpeg"],
  [98, "ppmd"],
  [99, "aes"],
  [0xffff, "none-that-exists"],
];

/** By the bits of APPNOTE 4.4.4. */
const FLAGS: readonly (readonly [number, string])[] = [
  [4, "enhanced-deflate"],
  [5, "patched-data"],
  [7, "unused-bit-7"],
  [8, "unused-bit-8"],
  [9, "unused-bit-9"],
  [10, "unused-bit-10"],
  [12, "enhanced-compression"],
  [14, "reserved-bit-14"],
  [15, "reserved-bit-15"],
];

export const forms: readonly ArchiveFixture[] = [
  refused("ARCHIVE_ENCRYPTED", "E1", "encrypted-the-traditional-way", {
    flags: 1,
    data: zeros(21),
    compressedSize: 21,
    method: 8,
  }),
  refused("ARCHIVE_ENCRYPTED", "E1", "strong-encryption", {
    flags: (1 << 0) | (1 << 6),
    extra: extraField(0x0017, zeros(8)),
  }),
  refused("ARCHIVE_ENCRYPTED", "E1", "strong-encryption-flag-alone", { flags: 1 << 6 }),
  refused("ARCHIVE_ENCRYPTED", "E1", "strong-encryption-extra-alone", { extra: extraField(0x0017, zeros(8)) }),
  refused("ARCHIVE_ENCRYPTED", "E1", "central-directory-encrypted", { flags: 1 << 13 }),
  refused("ARCHIVE_ENCRYPTED", "E1", "aes-extra-alone", { extra: aes }),
  refused("ARCHIVE_ENCRYPTED", "E1", "aes-extra-locally-only", { local: { extra: aes } }),
  {
    ...refused("ARCHIVE_ENCRYPTED", "E1", "aes-as-winzip-writes-it", {
      flags: 1,
      method: 99,
      extra: aes,
      local: { extra: aes },
    }),
    also: ["ARCHIVE_METHOD_UNKNOWN"],
  },

  ...FLAGS.map(([bit, what]) => refused("ARCHIVE_FLAG_UNKNOWN", "E2", `flag-${what}`, { flags: 1 << bit })),
  {
    what: "effort-flags-of-every-kind",
    rows: ["E2"],
    files: { "a.txt": README_TEXT, "b.txt": README_TEXT, "c.txt": README_TEXT, "d.txt": README_TEXT },
    bytes: () =>
      rawZip(
        ["a.txt", "b.txt", "c.txt", "d.txt"].map((name, effort) => ({
          ...readme,
          name,
          method: 8,
          flags: effort << 1,
        })),
      ),
  },

  ...METHODS.map(([method, what]) =>
    refused("ARCHIVE_METHOD_UNKNOWN", "E3", `method-${what}`, {
      method,
      data: toBytes("compressed?"),
      compressedSize: 11,
    }),
  ),
];
