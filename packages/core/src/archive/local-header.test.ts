import { describe, expect, test } from "vitest";
import { A, outcome } from "../testing/judge-archive.ts";
import { extraField, rawZip, toBytes, u16, type RawEntry } from "../../../../test-fixtures/archives/raw-zip.ts";

describe("readArchiveSync() holds the local header against the central one (zip H1-H6)", () => {
  test.each<readonly [string, RawEntry, string[]]>([
    ["no signature", { ...A, local: { signature: 0x04034b51 } }, ["ARCHIVE_LOCAL_HEADER_MISSING a.txt"]],
    ["another name of equal length", { ...A, local: { name: "b.txt" } }, ["ARCHIVE_LOCAL_NAME_DIFFERS a.txt"]],
    ["a name in other case", { ...A, local: { name: "A.txt" } }, ["ARCHIVE_LOCAL_NAME_DIFFERS a.txt"]],
    ["a longer name", { ...A, local: { name: "a.txt2" } }, ["ARCHIVE_LOCAL_NAME_DIFFERS a.txt"]],
    ["another method", { ...A, local: { method: 8 } }, ["ARCHIVE_LOCAL_METHOD_DIFFERS a.txt"]],
    ["another flag", { ...A, local: { flags: 1 << 11 } }, ["ARCHIVE_LOCAL_METHOD_DIFFERS a.txt"]],
    ["an encryption flag", { ...A, local: { flags: 1 } }, ["ARCHIVE_LOCAL_METHOD_DIFFERS a.txt"]],
    ["a descriptor flag", { ...A, local: { flags: 8 } }, ["ARCHIVE_LOCAL_METHOD_DIFFERS a.txt"]],
    ["another effort", { ...A, local: { flags: 6 } }, ["accepted", "a.txt"]],
    ["another checksum", { ...A, local: { crc32: 1 } }, ["ARCHIVE_LOCAL_SIZES_DIFFER a.txt"]],
    ["a checksum of 0", { ...A, local: { crc32: 0 } }, ["ARCHIVE_LOCAL_SIZES_DIFFER a.txt"]],
    ["another size", { ...A, local: { size: 4 } }, ["ARCHIVE_LOCAL_SIZES_DIFFER a.txt"]],
    ["another compressed size", { ...A, local: { compressedSize: 4 } }, ["ARCHIVE_LOCAL_SIZES_DIFFER a.txt"]],
    [
      "an extra of encryption",
      { ...A, local: { extra: extraField(0x9901, new Uint8Array(7)) } },
      ["ARCHIVE_ENCRYPTED a.txt"],
    ],
    ["a broken extra", { ...A, local: { extra: Uint8Array.of(1, 0, 9, 0) } }, ["ARCHIVE_EXTRA_BROKEN a.txt"]],
    ["an ordinary extra", { ...A, local: { extra: extraField(0x5455, new Uint8Array(9)) } }, ["accepted", "a.txt"]],
    [
      "a very long extra",
      { ...A, local: { extra: extraField(0xcafe, new Uint8Array(60_000)) } },
      ["accepted", "a.txt"],
    ],
    [
      "data that reaches into the directory",
      { ...A, compressedSize: 6, size: 6 },
      ["ARCHIVE_LOCAL_HEADER_OUT_OF_BOUNDS a.txt"],
    ],
    [
      "an extra that pushes the data into the directory",
      {
        ...A,
        data: toBytes("hello"),
        local: { extra: u16(0), compressedSize: 7, size: 7 },
        compressedSize: 7,
        size: 7,
      },
      ["ARCHIVE_LOCAL_HEADER_OUT_OF_BOUNDS a.txt"],
    ],
    ["a place past the end", { ...A, localOffset: 1000 }, ["ARCHIVE_LOCAL_HEADER_OUT_OF_BOUNDS a.txt"]],
  ])("with %s", (_, entry, expected) => {
    expect(outcome(rawZip([entry]))).toEqual(expected);
  });
});
