import { describe, expect, test } from "vitest";
import { A, LIMITS, outcome } from "../testing/judge-archive.ts";
import { bytes, rawZip, toBytes, u16, u32, type RawArchive } from "../../../../test-fixtures/archives/raw-zip.ts";

describe("readArchiveSync() finds the central directory (zip S5-S8, B1)", () => {
  test.each<readonly [string, RawArchive, string[]]>([
    ["another disk", { disk: 1 }, ["ARCHIVE_MULTI_DISK"]],
    ["a directory on another disk", { directoryDisk: 1 }, ["ARCHIVE_MULTI_DISK"]],
    ["a sentinel for the disk without zip64", { disk: 0xffff }, ["ARCHIVE_MULTI_DISK"]],
    ["fewer entries than are there", { entries: 0, entriesOnDisk: 0 }, ["ARCHIVE_COUNT_MISMATCH"]],
    ["more entries than fit", { entries: 2, entriesOnDisk: 2 }, ["ARCHIVE_COUNT_MISMATCH"]],
    ["two counts", { entriesOnDisk: 0 }, ["ARCHIVE_COUNT_MISMATCH"]],
    ["bytes before the archive", { prefix: toBytes("#!"), directoryOffset: 40 }, ["ARCHIVE_DIRECTORY_MISPLACED"]],
    ["a directory said to be shorter", { directorySize: 46 }, ["ARCHIVE_DIRECTORY_MISPLACED"]],
    ["a directory said to be elsewhere", { directoryOffset: 0 }, ["ARCHIVE_DIRECTORY_MISPLACED"]],
    ["a directory far away", { directoryOffset: 0xffffffff }, ["ARCHIVE_DIRECTORY_MISPLACED"]],
    ["bytes after the directory", { afterDirectory: toBytes("x") }, ["ARCHIVE_DIRECTORY_MISPLACED"]],
    ["a directory of more than 4 MiB", { directorySize: 4 * 1024 * 1024 + 1 }, ["ARCHIVE_DIRECTORY_TOO_LARGE"]],
    ["a directory of 4 MiB that is not there", { directorySize: 4 * 1024 * 1024 }, ["ARCHIVE_DIRECTORY_MISPLACED"]],
    ["more than the limit of entries", { entries: 10_001, entriesOnDisk: 10_001 }, ["ARCHIVE_TOO_MANY_ENTRIES"]],
    [
      "as many entries as the limit, which are not there",
      { entries: 10_000, entriesOnDisk: 10_000 },
      ["ARCHIVE_COUNT_MISMATCH"],
    ],
    [
      "bytes in the directory that are no header",
      { afterDirectory: bytes(u32(0x05054b50), u16(0)), directorySize: 57 },
      ["ARCHIVE_DIRECTORY_BROKEN"],
    ],
    ["a header that is cut off", { directory: new Uint8Array(46).fill(0x50) }, ["ARCHIVE_DIRECTORY_BROKEN"]],
  ])("and refuses %s", (_, archive, expected) => {
    expect(outcome(rawZip([A], archive))).toEqual(expected);
  });

  test("and refuses a header whose name reaches out of the directory", () => {
    const archive = rawZip([A]);
    const place = archive.length - 22 - 51;
    archive[place + 28] = 6;
    expect(outcome(archive)).toEqual(["ARCHIVE_DIRECTORY_BROKEN"]);
  });

  test("and walks every header: a count that is right only modulo 65 536 is refused", () => {
    const many = Array.from({ length: 65_537 }, (_, place) => ({ name: `${place}` }));
    const archive = rawZip(many, { entries: 1, entriesOnDisk: 1 });
    expect(outcome(archive, { ...LIMITS, maxEntries: 100_000 })).toEqual(["ARCHIVE_COUNT_MISMATCH"]);
  });

  test("and refuses an entry on another disk", () => {
    expect(outcome(rawZip([{ ...A, disk: 1 }]))).toEqual(["ARCHIVE_MULTI_DISK a.txt"]);
    expect(outcome(rawZip([{ ...A, disk: 0xffff }]))).toEqual(["ARCHIVE_ZIP64_EXTRA_MISSING a.txt"]);
  });
});
