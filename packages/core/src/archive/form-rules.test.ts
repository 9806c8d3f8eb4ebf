import { describe, expect, test } from "vitest";
import { A, judge, notes, outcome } from "../testing/judge-archive.ts";
import { extraField, rawZip, type RawEntry } from "../../../../test-fixtures/archives/raw-zip.ts";

describe("readArchiveSync() takes only ordinary entries (zip E1-E3, A1-A4, H5)", () => {
  const dir = { name: "d/" };
  test.each<readonly [string, RawEntry, string[]]>([
    ["the flag of encryption", { ...A, flags: 1 }, ["ARCHIVE_ENCRYPTED a.txt"]],
    ["the flag of strong encryption", { ...A, flags: 1 << 6 }, ["ARCHIVE_ENCRYPTED a.txt"]],
    ["the flag of hidden headers", { ...A, flags: 1 << 13 }, ["ARCHIVE_ENCRYPTED a.txt"]],
    ["the extra of AES", { ...A, extra: extraField(0x9901, new Uint8Array(7)) }, ["ARCHIVE_ENCRYPTED a.txt"]],
    [
      "the extra of strong encryption",
      { ...A, extra: extraField(0x0017, new Uint8Array(8)) },
      ["ARCHIVE_ENCRYPTED a.txt"],
    ],
    ["flags of effort", { ...A, flags: 6 }, ["accepted", "a.txt"]],
    ["the flag of UTF-8", { ...A, flags: 1 << 11 }, ["accepted", "a.txt"]],
    ...[4, 5, 7, 8, 9, 10, 12, 14, 15].map(
      (bit) =>
        [`flag ${bit}`, { ...A, flags: 1 << bit }, ["ARCHIVE_FLAG_UNKNOWN a.txt"]] as [string, RawEntry, string[]],
    ),
    ...[1, 6, 7, 9, 12, 14, 93, 95, 99].map(
      (method) =>
        [`method ${method}`, { ...A, method }, ["ARCHIVE_METHOD_UNKNOWN a.txt"]] as [string, RawEntry, string[]],
    ),
    ["a symbolic link", { ...A, attributes: 0o120777 * 0x10000 }, ["ARCHIVE_SYMLINK a.txt"]],
    ["a symbolic link from another host", { ...A, host: 0, attributes: 0o120777 * 0x10000 }, ["ARCHIVE_SYMLINK a.txt"]],
    ["a pipe", { ...A, attributes: 0o010644 * 0x10000 }, ["ARCHIVE_SPECIAL_FILE a.txt"]],
    ["a character device", { ...A, attributes: 0o020644 * 0x10000 }, ["ARCHIVE_SPECIAL_FILE a.txt"]],
    ["a block device", { ...A, attributes: 0o060644 * 0x10000 }, ["ARCHIVE_SPECIAL_FILE a.txt"]],
    ["a socket", { ...A, attributes: 0o140644 * 0x10000 }, ["ARCHIVE_SPECIAL_FILE a.txt"]],
    ["a type that does not exist", { ...A, attributes: 0o150644 * 0x10000 }, ["ARCHIVE_SPECIAL_FILE a.txt"]],
    ["a regular file", { ...A, attributes: 0o100644 * 0x10000 }, ["accepted", "a.txt"]],
    ["no type", { ...A, attributes: 0o644 * 0x10000 + 0x20 }, ["accepted", "a.txt"]],
    [
      "a folder by type without a slash",
      { ...A, attributes: 0o040755 * 0x10000 },
      ["ARCHIVE_KIND_CONTRADICTION a.txt"],
    ],
    ["a folder by attribute without a slash", { ...A, attributes: 0x10 }, ["ARCHIVE_KIND_CONTRADICTION a.txt"]],
    ["a file by type with a slash", { ...dir, attributes: 0o100644 * 0x10000 }, ["ARCHIVE_KIND_CONTRADICTION d"]],
    ["a folder without any type", dir, ["accepted", "d/"]],
    ["a folder with content", { ...dir, content: "x" }, ["ARCHIVE_DIRECTORY_WITH_CONTENT d"]],
    ["a folder with a checksum", { ...dir, crc32: 1 }, ["ARCHIVE_DIRECTORY_WITH_CONTENT d"]],
    ["a deflated folder", { ...dir, method: 8 }, ["accepted", "d/"]],
    ["a deflated folder of nothing", { ...dir, method: 8, data: new Uint8Array(0) }, ["accepted", "d/"]],
    [
      "a deflated folder of other bytes",
      { ...dir, method: 8, data: Uint8Array.of(3, 1) },
      ["ARCHIVE_DIRECTORY_WITH_CONTENT d"],
    ],
    [
      "a deflated folder of three bytes",
      { ...dir, method: 8, data: Uint8Array.of(3, 0, 0) },
      ["ARCHIVE_DIRECTORY_WITH_CONTENT d"],
    ],
    [
      "a stored folder of two bytes",
      { ...dir, data: Uint8Array.of(3, 0), size: 0 },
      ["ARCHIVE_DIRECTORY_WITH_CONTENT d", "ARCHIVE_SIZES_CONTRADICT d"],
    ],
    ["a stored file with two sizes", { ...A, size: 6 }, ["ARCHIVE_SIZES_CONTRADICT a.txt"]],
    [
      "a file deflated to nothing",
      { ...A, method: 8, data: new Uint8Array(0), size: 0 },
      ["ARCHIVE_SIZES_CONTRADICT a.txt"],
    ],
    ["an empty file", { name: "e" }, ["accepted", "e"]],
  ])("with %s", (_, entry, expected) => {
    expect(outcome(rawZip([entry]))).toEqual(expected);
  });

  test.each([
    [0o100644, false, []],
    [0o100755, true, []],
    [0o100700, true, []],
    [0o100655, false, []],
    [0o104755, true, [["ARCHIVE_MODE_DROPPED", "a.txt"]]],
    [0o102644, false, [["ARCHIVE_MODE_DROPPED", "a.txt"]]],
    [0o101644, false, [["ARCHIVE_MODE_DROPPED", "a.txt"]]],
    [0o100666, false, [["ARCHIVE_MODE_DROPPED", "a.txt"]]],
  ])("and keeps of the mode %o only whether the owner may execute", (mode, executable, told) => {
    const archive = rawZip([{ ...A, attributes: mode * 0x10000 }]);
    expect(judge(archive)).toMatchObject({ entries: [{ executable }] });
    expect(notes(archive)).toEqual(told);
  });

  test("and tells what it does not apply", () => {
    expect(judge(rawZip([{ ...A, attributes: 0o104755 * 0x10000 }]))).toMatchObject({
      normalisations: [{ detail: "Of the mode 04755, at most the executable bit is applied." }],
    });
    expect(judge(rawZip([{ name: "d/", attributes: 0o40755 * 0x10000 }]))).toMatchObject({
      entries: [{ executable: false }],
      normalisations: [],
    });
  });
});
