// Which archives ask for more than they may? (zip B1-B6)
import type { ArchiveFixture } from "../archive-fixture.ts";
import { zeros } from "../bytes.ts";
import { quine, QUINE_NAME } from "../quine.ts";
import type { RawEntry } from "../raw-entry.ts";
import { rawZip } from "../raw-zip.ts";
import { named, readme, README_TEXT } from "../readme.ts";
import { zeroEntry, zeroStream } from "../zero-bomb.ts";
import { crc32 } from "node:zlib";

const MiB = 1024 * 1024;
const GiB = 1024 * MiB;
const MOST_DIRECTORY_BYTES = 4 * MiB;

/** Their names are short, so that the archive is small. */
function emptyEntries(count: number): (RawEntry & { name: string })[] {
  return Array.from({ length: count }, (_, place) => ({ name: place.toString(36) }));
}

/** Files that are `depth` deep, each below a folder of its own. */
function deepEntries(count: number, depth: number): RawEntry[] {
  return Array.from({ length: count }, (_, place) => ({ name: `${place.toString(36)}/${"a/".repeat(depth - 2)}f` }));
}

export const bombs: readonly ArchiveFixture[] = [
  { code: "ARCHIVE_TOO_MANY_ENTRIES", what: "10001-entries", rows: ["B1"], bytes: () => rawZip(emptyEntries(10_001)) },
  {
    code: "ARCHIVE_TOO_MANY_ENTRIES",
    what: "65535-entries-that-are-not-there",
    rows: ["B1"],
    bytes: () => rawZip([readme], { entries: 65_535, entriesOnDisk: 65_535 }),
  },
  {
    code: "ARCHIVE_TOO_MANY_ENTRIES",
    what: "zip64-counts-four-thousand-million-entries",
    rows: ["B1"],
    bytes: () =>
      rawZip([readme], {
        entries: 0xffff,
        entriesOnDisk: 0xffff,
        zip64: { entries: 2n ** 32n, entriesOnDisk: 2n ** 32n },
      }),
  },
  {
    code: "ARCHIVE_TOO_MANY_ENTRIES",
    what: "65535-empty-entries",
    rows: ["B1"],
    inMemoryOnly: true,
    bytes: () => rawZip(emptyEntries(65_535)),
  },
  {
    code: "ARCHIVE_DIRECTORY_TOO_LARGE",
    what: "directory-said-to-have-over-4-mib",
    rows: ["B1"],
    bytes: () => rawZip([readme], { directorySize: MOST_DIRECTORY_BYTES + 1 }),
  },
  {
    code: "ARCHIVE_DIRECTORY_TOO_LARGE",
    what: "directory-of-over-4-mib-of-comments",
    rows: ["B1"],
    inMemoryOnly: true,
    bytes: () => rawZip(emptyEntries(65).map((entry) => ({ ...entry, comment: zeros(65_535) }))),
  },

  {
    what: "directory-of-exactly-4-mib",
    rows: ["B1"],
    inMemoryOnly: true,
    files: Object.fromEntries(emptyEntries(64).map(({ name }) => [name, ""])),
    bytes: () => rawZip(emptyEntries(64).map(({ name }) => ({ name, comment: zeros(65_536 - 46 - name.length) }))),
  },
  {
    what: "as-much-as-the-limits-allow",
    rows: ["B1", "B2", "B5"],
    limits: { maxEntries: 3, maxEntryBytes: README_TEXT.length, maxTotalBytes: README_TEXT.length },
    files: { "a/b/readme.txt": README_TEXT },
    bytes: () => rawZip([named("a/b/readme.txt")]),
  },

  {
    code: "ARCHIVE_ENTRY_TOO_LARGE",
    what: "one-entry-of-a-byte-over-100-mib",
    rows: ["B2"],
    bytes: () => rawZip([zeroEntry("zeros.bin", 100 * MiB + 1)]),
  },
  {
    code: "ARCHIVE_TOTAL_TOO_LARGE",
    what: "three-entries-of-together-over-200-mib",
    rows: ["B2"],
    bytes: () => rawZip(["a.bin", "b.bin", "c.bin"].map((name) => zeroEntry(name, 67 * MiB))),
  },
  {
    code: "ARCHIVE_RATIO_IMPOSSIBLE",
    what: "a-mib-from-ten-bytes",
    rows: ["B4"],
    bytes: () =>
      rawZip([
        { name: "zeros.bin", method: 8, data: zeroStream(258).subarray(0, 10), size: MiB, crc32: crc32(zeros(MiB)) },
      ]),
  },
  {
    code: "ARCHIVE_RATIO_IMPOSSIBLE",
    what: "a-byte-more-than-deflate-can-give",
    rows: ["B4"],
    bytes: () => rawZip([{ name: "zeros.bin", method: 8, data: zeros(100), size: 1032 * 100 + 65, crc32: 0 }]),
  },
  {
    what: "zeros-packed-as-closely-as-deflate-can",
    rows: ["B4"],
    files: { "zeros.bin": zeros(2 * MiB) },
    bytes: () => rawZip([zeroEntry("zeros.bin", 2 * MiB)]),
  },
  {
    code: "ARCHIVE_CONTENT_TOO_LONG",
    what: "a-gib-of-zeros-that-claims-to-be-100-bytes",
    rows: ["B3", "I2"],
    bytes: () => rawZip([{ name: "zeros.bin", method: 8, data: zeroStream(GiB), size: 100, crc32: crc32(zeros(100)) }]),
  },

  {
    code: "ARCHIVE_TOO_MANY_FILES",
    what: "323-entries-that-imply-10013-folders",
    rows: ["B5"],
    bytes: () => rawZip(deepEntries(323, 32)),
  },
  {
    code: "ARCHIVE_TOO_MANY_FILES",
    what: "300-entries-that-imply-150000-folders-with-deep-paths-allowed",
    rows: ["B5"],
    inMemoryOnly: true,
    limits: { maxPathBytes: 1024, maxDepth: 512 },
    bytes: () => rawZip(deepEntries(300, 501)),
  },
  {
    code: "PATH_TOO_LONG",
    what: "300-entries-that-imply-150000-folders",
    rows: ["B5", "P2"],
    also: ["PATH_TOO_DEEP"],
    inMemoryOnly: true,
    bytes: () => rawZip(deepEntries(300, 501)),
  },

  {
    what: "an-archive-in-an-archive",
    rows: ["B6"],
    files: { "inner.zip": rawZip([named("inner.txt")]), "readme.txt": README_TEXT },
    bytes: () => rawZip([{ name: "inner.zip", content: rawZip([named("inner.txt")]) }, readme]),
  },
  { what: "an-archive-that-holds-itself", rows: ["B6"], files: { [QUINE_NAME]: quine() }, bytes: quine },
  {
    what: "an-archive-as-the-last-data-of-an-archive",
    rows: ["B6", "S3"],
    files: { "inner.zip": rawZip([named("inner.txt")]) },
    bytes: () => rawZip([{ name: "inner.zip", content: rawZip([named("inner.txt")]) }]),
  },
];
