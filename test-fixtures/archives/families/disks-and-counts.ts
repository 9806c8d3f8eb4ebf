// Which archives are wrong about how many disks or entries they have? (zip S5, S6)
import type { ArchiveFixture } from "../archive-fixture.ts";
import { toBytes, u32 } from "../bytes.ts";
import { extraField } from "../extra-fields.ts";
import { rawZip } from "../raw-zip.ts";
import { named, readme } from "../readme.ts";

const SENTINEL_16 = 0xffff;

export const disksAndCounts: readonly ArchiveFixture[] = [
  {
    code: "ARCHIVE_MULTI_DISK",
    what: "ends-on-another-disk",
    rows: ["S5"],
    bytes: () => rawZip([readme], { disk: 1 }),
  },
  {
    code: "ARCHIVE_MULTI_DISK",
    what: "directory-on-another-disk",
    rows: ["S5"],
    bytes: () => rawZip([readme], { directoryDisk: 1 }),
  },
  {
    code: "ARCHIVE_MULTI_DISK",
    what: "disk-in-zip64-that-is-not-there",
    rows: ["S5"],
    bytes: () => rawZip([readme], { disk: SENTINEL_16 }),
  },
  {
    code: "ARCHIVE_MULTI_DISK",
    what: "entry-on-another-disk",
    rows: ["S5"],
    bytes: () => rawZip([{ ...readme, disk: 1 }]),
  },
  {
    code: "ARCHIVE_MULTI_DISK",
    what: "entry-on-another-disk-by-zip64",
    rows: ["S5"],
    bytes: () => rawZip([{ ...readme, disk: SENTINEL_16, extra: extraField(0x0001, u32(1)) }]),
  },
  {
    code: "ARCHIVE_MULTI_DISK",
    what: "zip64-ends-on-another-disk",
    rows: ["S5"],
    bytes: () => rawZip([readme], { zip64: { disk: 1 } }),
  },
  {
    code: "ARCHIVE_MULTI_DISK",
    what: "zip64-directory-on-another-disk",
    rows: ["S5"],
    bytes: () => rawZip([readme], { zip64: { directoryDisk: 1 } }),
  },
  {
    code: "ARCHIVE_MULTI_DISK",
    what: "zip64-locator-points-to-another-disk",
    rows: ["S5"],
    bytes: () => rawZip([readme], { zip64: { locatorDisk: 1 } }),
  },
  {
    code: "ARCHIVE_MULTI_DISK",
    what: "zip64-locator-counts-two-disks",
    rows: ["S5"],
    bytes: () => rawZip([readme], { zip64: { disks: 2 } }),
  },
  {
    code: "ARCHIVE_MULTI_DISK",
    what: "zip64-locator-counts-no-disk",
    rows: ["S5"],
    bytes: () => rawZip([readme], { zip64: { disks: 0 } }),
  },
  {
    code: "ARCHIVE_MULTI_DISK",
    what: "spanning-marker-of-one-disk",
    rows: ["S5"],
    bytes: () => rawZip([readme], { prefix: toBytes("PK00") }),
  },
  {
    code: "ARCHIVE_MULTI_DISK",
    what: "spanning-marker-of-several-disks",
    rows: ["S5"],
    bytes: () => rawZip([readme], { prefix: u32(0x08074b50) }),
  },

  {
    code: "ARCHIVE_COUNT_MISMATCH",
    what: "one-entry-more-than-counted",
    rows: ["S6"],
    bytes: () => rawZip([readme, named("hidden.txt")], { entries: 1, entriesOnDisk: 1 }),
  },
  {
    code: "ARCHIVE_COUNT_MISMATCH",
    what: "one-entry-fewer-than-counted",
    rows: ["S6"],
    bytes: () =>
      rawZip([named("a-long-name-with-room-for-a-second-header-as-it-seems.txt")], { entries: 2, entriesOnDisk: 2 }),
  },
  {
    code: "ARCHIVE_COUNT_MISMATCH",
    what: "no-entries-counted",
    rows: ["S6"],
    bytes: () => rawZip([readme], { entries: 0, entriesOnDisk: 0 }),
  },
  {
    code: "ARCHIVE_COUNT_MISMATCH",
    what: "fewer-entries-on-this-disk-than-in-all",
    rows: ["S6"],
    bytes: () => rawZip([readme, named("second.txt")], { entriesOnDisk: 1 }),
  },
  {
    code: "ARCHIVE_COUNT_MISMATCH",
    what: "more-entries-than-the-directory-has-room-for",
    rows: ["S6"],
    bytes: () => rawZip([readme], { entries: 9999, entriesOnDisk: 9999 }),
  },
  {
    code: "ARCHIVE_COUNT_MISMATCH",
    what: "zip64-counts-one-entry-more",
    rows: ["S6"],
    bytes: () =>
      rawZip([named("a-long-name-with-room-for-a-second-header-as-it-seems.txt")], {
        entries: SENTINEL_16,
        entriesOnDisk: SENTINEL_16,
        zip64: { entries: 2n, entriesOnDisk: 2n },
      }),
  },
  {
    code: "ARCHIVE_COUNT_MISMATCH",
    what: "65537-entries-counted-as-one",
    rows: ["S6"],
    inMemoryOnly: true,
    bytes: () =>
      rawZip(
        Array.from({ length: 65_537 }, (_, place) => ({ name: place.toString(36) })),
        { entries: 1, entriesOnDisk: 1 },
      ),
  },
];
