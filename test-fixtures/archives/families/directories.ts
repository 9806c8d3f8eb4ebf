// Which archives have a central directory in the wrong place, or a broken one? (zip S7, S8)
import type { ArchiveFixture } from "../archive-fixture.ts";
import { bytes, hex, toBytes, u16, u32, zeros } from "../bytes.ts";
import { centralRecord, localRecord } from "../raw-entry.ts";
import { rawZip } from "../raw-zip.ts";
import { named, readme } from "../readme.ts";

const readmeEnd = localRecord(readme).length;
const directory = centralRecord(readme, 0);

export const directories: readonly ArchiveFixture[] = [
  {
    code: "ARCHIVE_DIRECTORY_MISPLACED",
    what: "a-program-before-the-archive",
    rows: ["S7"],
    bytes: () => bytes(toBytes("#!/bin/sh\nexec unzip -p $0\n"), rawZip([readme])),
  },
  {
    code: "ARCHIVE_DIRECTORY_MISPLACED",
    what: "two-archives-one-after-the-other",
    rows: ["S7"],
    bytes: () => bytes(rawZip([named("first.txt")]), rawZip([readme])),
  },
  {
    code: "ARCHIVE_DIRECTORY_MISPLACED",
    what: "bytes-between-directory-and-end-record",
    rows: ["S7"],
    bytes: () => rawZip([readme], { afterDirectory: toBytes("between") }),
  },
  {
    code: "ARCHIVE_DIRECTORY_MISPLACED",
    what: "a-second-directory-before-the-end-record",
    rows: ["S7"],
    bytes: () => rawZip([readme], { afterDirectory: directory }),
  },
  {
    code: "ARCHIVE_DIRECTORY_MISPLACED",
    what: "directory-said-to-start-a-byte-early",
    rows: ["S7"],
    bytes: () => rawZip([readme], { directoryOffset: readmeEnd - 1 }),
  },
  {
    code: "ARCHIVE_DIRECTORY_MISPLACED",
    what: "directory-said-to-start-a-byte-late",
    rows: ["S7"],
    bytes: () => rawZip([readme], { directoryOffset: readmeEnd + 1 }),
  },
  {
    code: "ARCHIVE_DIRECTORY_MISPLACED",
    what: "directory-said-to-start-beyond-the-file",
    rows: ["S7"],
    bytes: () => rawZip([readme], { directoryOffset: 0x7fffffff }),
  },
  {
    code: "ARCHIVE_DIRECTORY_MISPLACED",
    what: "offset-in-zip64-that-is-not-there",
    rows: ["S7", "Z4"],
    bytes: () => rawZip([readme], { directoryOffset: 0xffffffff }),
  },
  {
    code: "ARCHIVE_DIRECTORY_MISPLACED",
    what: "directory-said-to-be-longer",
    rows: ["S7"],
    bytes: () => rawZip([readme], { directorySize: directory.length + 1 }),
  },
  {
    code: "ARCHIVE_DIRECTORY_MISPLACED",
    what: "bytes-between-directory-and-zip64-record",
    rows: ["S7"],
    bytes: () => rawZip([readme], { afterDirectory: zeros(8), zip64: {} }),
  },
  {
    code: "ARCHIVE_DIRECTORY_MISPLACED",
    what: "zip64-record-without-locator",
    rows: ["S7", "Z1"],
    bytes: () => rawZip([readme], { afterDirectory: rawZip([], { zip64: {} }).subarray(0, 56) }),
  },

  {
    code: "ARCHIVE_DIRECTORY_BROKEN",
    what: "signature-of-a-header-wrong",
    rows: ["S8"],
    bytes: () => rawZip([readme], { directory: bytes(hex("50 4b 01 03"), directory.subarray(4)) }),
  },
  {
    code: "ARCHIVE_DIRECTORY_BROKEN",
    what: "name-reaches-out-of-the-directory",
    rows: ["S8"],
    bytes: () => rawZip([readme], { directory: bytes(directory.subarray(0, 28), u16(11), directory.subarray(30)) }),
  },
  {
    code: "ARCHIVE_DIRECTORY_BROKEN",
    what: "extra-fields-reach-out-of-the-directory",
    rows: ["S8"],
    bytes: () => rawZip([readme], { directory: bytes(directory.subarray(0, 30), u16(1), directory.subarray(32)) }),
  },
  {
    code: "ARCHIVE_DIRECTORY_BROKEN",
    what: "comment-reaches-out-of-the-directory",
    rows: ["S8"],
    bytes: () => rawZip([readme], { directory: bytes(directory.subarray(0, 32), u16(0xffff), directory.subarray(34)) }),
  },
  {
    code: "ARCHIVE_DIRECTORY_BROKEN",
    what: "bytes-after-the-last-header",
    rows: ["S8"],
    bytes: () => rawZip([readme], { directory: bytes(directory, zeros(50)) }),
  },
  {
    code: "ARCHIVE_DIRECTORY_BROKEN",
    what: "second-header-cut-off",
    rows: ["S8"],
    bytes: () =>
      rawZip([readme], { directory: bytes(directory, directory.subarray(0, 45)), entries: 1, entriesOnDisk: 1 }),
  },
  {
    code: "ARCHIVE_DIRECTORY_BROKEN",
    what: "digital-signature-after-the-headers",
    rows: ["S8"],
    bytes: () => rawZip([readme], { directory: bytes(directory, u32(0x05054b50), u16(8), toBytes("(signed)")) }),
  },
  {
    code: "ARCHIVE_DIRECTORY_BROKEN",
    what: "archive-extra-record-before-the-headers",
    rows: ["S8"],
    bytes: () => rawZip([readme], { directory: bytes(u32(0x08064b50), u32(4), zeros(4), directory) }),
  },
];
