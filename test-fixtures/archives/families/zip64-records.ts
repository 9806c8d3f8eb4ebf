// Which archives have zip64 records at the end, right or wrong? (zip Z1, Z2, Z5, Z6)
import type { ArchiveFixture } from "../archive-fixture.ts";
import { bytes, toBytes, zeros } from "../bytes.ts";
import { localRecord } from "../raw-entry.ts";
import { rawZip } from "../raw-zip.ts";
import type { RawArchive } from "../raw-zip.ts";
import { readme, README_TEXT } from "../readme.ts";

const SENTINEL_16 = 0xffff;
const SENTINEL_32 = 0xffffffff;
const MORE_THAN_EXACT = 2n ** 53n;
const readmeEnd = localRecord(readme).length;

/** Every field of the end record sends the reader to the zip64 record. */
const sentinels: RawArchive = {
  entries: SENTINEL_16,
  entriesOnDisk: SENTINEL_16,
  directorySize: SENTINEL_32,
  directoryOffset: SENTINEL_32,
};

function contradicting(what: string, archive: RawArchive): ArchiveFixture {
  return {
    code: "ARCHIVE_ZIP64_CONTRADICTION",
    what,
    rows: ["Z6"],
    bytes: () => rawZip([readme], { zip64: {}, ...archive }),
  };
}

export const zip64Records: readonly ArchiveFixture[] = [
  {
    code: "ARCHIVE_ZIP64_MISPLACED",
    what: "bytes-between-zip64-record-and-locator",
    rows: ["Z1"],
    bytes: () => rawZip([readme], { ...sentinels, zip64: { between: zeros(4) } }),
  },
  {
    code: "ARCHIVE_ZIP64_MISPLACED",
    what: "locator-points-elsewhere",
    rows: ["Z1"],
    bytes: () => rawZip([readme], { ...sentinels, zip64: { locatorOffset: 0n } }),
  },
  {
    code: "ARCHIVE_ZIP64_MISPLACED",
    what: "locator-points-beyond-the-file",
    rows: ["Z1"],
    bytes: () => rawZip([readme], { ...sentinels, zip64: { locatorOffset: 2n ** 63n } }),
  },
  {
    code: "ARCHIVE_ZIP64_MISPLACED",
    what: "locator-without-record",
    rows: ["Z1"],
    bytes: () => rawZip([readme], { afterDirectory: rawZip([], { zip64: {} }).subarray(56, 76) }),
  },
  {
    code: "ARCHIVE_ZIP64_MISPLACED",
    what: "signature-of-the-zip64-record-wrong",
    rows: ["Z1"],
    bytes: () => rawZip([readme], { ...sentinels, zip64: { signature: 0x06054b50 } }),
  },
  {
    code: "ARCHIVE_ZIP64_MISPLACED",
    what: "two-zip64-records-and-the-locator-points-to-the-first",
    rows: ["Z1"],
    bytes: () => rawZip([readme], { ...sentinels, zip64: { between: rawZip([], { zip64: {} }).subarray(0, 56) } }),
  },
  {
    code: "ARCHIVE_DIRECTORY_MISPLACED",
    what: "locator-before-the-zip64-record",
    rows: ["Z1", "S7"],
    bytes: () => {
      const records = rawZip([], { zip64: {} });
      return rawZip([readme], { afterDirectory: bytes(records.subarray(56, 76), records.subarray(0, 56)) });
    },
  },
  {
    code: "ARCHIVE_DIRECTORY_MISPLACED",
    what: "bytes-between-locator-and-end-record",
    rows: ["Z1", "S7"],
    bytes: () => rawZip([readme], { zip64: { after: zeros(1) } }),
  },

  {
    code: "ARCHIVE_ZIP64_RECORD_SIZE",
    what: "zip64-record-one-byte-short",
    rows: ["Z2"],
    bytes: () => rawZip([readme], { ...sentinels, zip64: { size: 43n } }),
  },
  {
    code: "ARCHIVE_ZIP64_RECORD_SIZE",
    what: "zip64-record-reaches-over-the-locator",
    rows: ["Z2"],
    bytes: () => rawZip([readme], { ...sentinels, zip64: { size: 64n } }),
  },
  {
    code: "ARCHIVE_ZIP64_MISPLACED",
    what: "extensible-data-in-the-zip64-record",
    rows: ["Z2", "Z1"],
    bytes: () =>
      rawZip([readme], { ...sentinels, zip64: { size: 60n, extensible: bytes(zeros(4), toBytes("extensible..")) } }),
  },

  {
    code: "ARCHIVE_NUMBER_TOO_LARGE",
    what: "zip64-counts-2-to-the-53-entries",
    rows: ["Z5"],
    bytes: () =>
      rawZip([readme], { ...sentinels, zip64: { entries: MORE_THAN_EXACT, entriesOnDisk: MORE_THAN_EXACT } }),
  },
  {
    code: "ARCHIVE_NUMBER_TOO_LARGE",
    what: "zip64-directory-offset-wraps-around",
    rows: ["Z5"],
    bytes: () => rawZip([readme], { ...sentinels, zip64: { directoryOffset: 2n ** 64n - 1n } }),
  },
  {
    code: "ARCHIVE_NUMBER_TOO_LARGE",
    what: "zip64-directory-size-negative-when-signed",
    rows: ["Z5"],
    bytes: () => rawZip([readme], { ...sentinels, zip64: { directorySize: 2n ** 63n } }),
  },

  contradicting("end-record-counts-other-entries", { entries: 2, entriesOnDisk: 2 }),
  contradicting("end-record-counts-other-entries-on-this-disk", { entriesOnDisk: 2 }),
  contradicting("end-record-gives-no-entries", { entries: 0, entriesOnDisk: 0 }),
  contradicting("end-record-gives-another-directory-size", { directorySize: 1 }),
  contradicting("end-record-gives-another-directory-offset", { directoryOffset: readmeEnd + 1 }),
  contradicting("end-record-gives-directory-offset-zero", { directoryOffset: 0 }),
  contradicting("end-record-gives-another-disk", { disk: 1 }),
  contradicting("end-record-gives-another-disk-of-the-directory", { directoryDisk: 1 }),

  {
    what: "zip64-records-and-only-sentinels",
    rows: ["Z6"],
    files: { "readme.txt": README_TEXT },
    bytes: () => rawZip([readme], { ...sentinels, zip64: {} }),
  },
  {
    what: "zip64-records-and-sentinels-for-the-disks-too",
    rows: ["Z6", "S5"],
    files: { "readme.txt": README_TEXT },
    bytes: () => rawZip([readme], { ...sentinels, disk: SENTINEL_16, directoryDisk: SENTINEL_16, zip64: {} }),
  },
  {
    what: "zip64-records-that-repeat-the-end-record",
    rows: ["Z6"],
    files: { "readme.txt": README_TEXT },
    bytes: () => rawZip([readme], { zip64: {} }),
  },
  {
    what: "zip64-records-and-no-entries",
    rows: ["Z6"],
    files: {},
    bytes: () => rawZip([], { zip64: {} }),
  },
];
