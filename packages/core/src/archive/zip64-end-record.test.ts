import { describe, expect, test } from "vitest";
import { A, outcome } from "../testing/judge-archive.ts";
import { bytes, extraField, rawZip, u32, type RawArchive } from "../../../../test-fixtures/archives/raw-zip.ts";

describe("readArchiveSync() reads zip64 end records (zip Z1, Z2, Z5, Z6)", () => {
  const sentinels = { entries: 0xffff, entriesOnDisk: 0xffff, directorySize: 0xffffffff, directoryOffset: 0xffffffff };

  test("that stand where they must, with sentinels or equal values", () => {
    expect(outcome(rawZip([A], { zip64: {} }))).toEqual(["accepted", "a.txt"]);
    expect(outcome(rawZip([A], { zip64: {}, ...sentinels, disk: 0xffff, directoryDisk: 0xffff }))).toEqual([
      "accepted",
      "a.txt",
    ]);
  });

  test.each<readonly [string, RawArchive, string]>([
    ["a record without its signature", { zip64: { signature: 1 } }, "ARCHIVE_ZIP64_MISPLACED"],
    ["a locator that points elsewhere", { zip64: { locatorOffset: 0n } }, "ARCHIVE_ZIP64_MISPLACED"],
    ["bytes between record and locator", { zip64: { between: new Uint8Array(1) } }, "ARCHIVE_ZIP64_MISPLACED"],
    ["a record with extensible data", { zip64: { size: 45n } }, "ARCHIVE_ZIP64_RECORD_SIZE"],
    ["a record said to be shorter", { zip64: { size: 43n } }, "ARCHIVE_ZIP64_RECORD_SIZE"],
    ["a record of another disk", { zip64: { disk: 1 } }, "ARCHIVE_MULTI_DISK"],
    ["a directory on another disk", { zip64: { directoryDisk: 1 } }, "ARCHIVE_MULTI_DISK"],
    ["a locator for another disk", { zip64: { locatorDisk: 1 } }, "ARCHIVE_MULTI_DISK"],
    ["two disks in all", { zip64: { disks: 2 } }, "ARCHIVE_MULTI_DISK"],
    // bsdtar finds nothing in it, and calls that a success.
    ["no disk at all", { zip64: { disks: 0 } }, "ARCHIVE_MULTI_DISK"],
    ["a count above 2^53-1", { zip64: { entries: 2n ** 53n } }, "ARCHIVE_NUMBER_TOO_LARGE"],
    ["a count on this disk above 2^53-1", { zip64: { entriesOnDisk: 2n ** 53n } }, "ARCHIVE_NUMBER_TOO_LARGE"],
    ["a size above 2^53-1", { zip64: { directorySize: 2n ** 64n - 1n } }, "ARCHIVE_NUMBER_TOO_LARGE"],
    ["an offset above 2^53-1", { zip64: { directoryOffset: 2n ** 53n } }, "ARCHIVE_NUMBER_TOO_LARGE"],
    [
      "an offset of 2^53-1 that the end record does not have",
      { zip64: { directoryOffset: 2n ** 53n - 1n } },
      "ARCHIVE_ZIP64_CONTRADICTION",
    ],
    ["another disk than the end record's", { zip64: {}, disk: 1 }, "ARCHIVE_ZIP64_CONTRADICTION"],
    ["another directory disk than the end record's", { zip64: {}, directoryDisk: 1 }, "ARCHIVE_ZIP64_CONTRADICTION"],
    ["another count than the end record's", { zip64: {}, entries: 2 }, "ARCHIVE_ZIP64_CONTRADICTION"],
    [
      "another count on this disk than the end record's",
      { zip64: {}, entriesOnDisk: 2 },
      "ARCHIVE_ZIP64_CONTRADICTION",
    ],
    ["another size than the end record's", { zip64: {}, directorySize: 50 }, "ARCHIVE_ZIP64_CONTRADICTION"],
    ["another offset than the end record's", { zip64: {}, directoryOffset: 1 }, "ARCHIVE_ZIP64_CONTRADICTION"],
    ["two counts", { zip64: { entriesOnDisk: 2n }, ...sentinels }, "ARCHIVE_COUNT_MISMATCH"],
    [
      "a directory that ends elsewhere",
      { zip64: { directoryOffset: 1n }, ...sentinels },
      "ARCHIVE_DIRECTORY_MISPLACED",
    ],
  ])("and refuses %s", (_, archive, expected) => {
    expect(outcome(rawZip([A], archive))).toEqual([expected]);
  });

  test("and takes a locator's signature for one even in the directory's last extra field", () => {
    const extra = extraField(0xcafe, bytes(u32(0x07064b50), new Uint8Array(16)));
    expect(outcome(rawZip([{ ...A, extra }]))).toEqual(["ARCHIVE_ZIP64_MISPLACED"]);
  });
});
