import { describe, expect, test } from "vitest";
import { A, notes, outcome } from "../testing/judge-archive.ts";
import { bytes, extraField, rawZip, u32, u64, type RawEntry } from "../../../../test-fixtures/archives/raw-zip.ts";

describe("readArchiveSync() reads zip64 extras (zip Z3-Z5, Z7)", () => {
  const both = { size: 0xffffffff, compressedSize: 0xffffffff };
  const real = { size: 5, compressedSize: 5 };
  function zip64(...values: bigint[]): Uint8Array {
    return extraField(1, bytes(...values.map(u64)));
  }

  test.each<readonly [string, RawEntry, string[]]>([
    ["both sizes", { ...A, ...both, extra: zip64(5n, 5n), local: real }, ["accepted", "a.txt"]],
    ["both sizes and a true offset", { ...A, ...both, extra: zip64(5n, 5n, 0n), local: real }, ["accepted", "a.txt"]],
    ["the offset alone", { ...A, localOffset: 0xffffffff, extra: zip64(0n) }, ["accepted", "a.txt"]],
    [
      "everything",
      {
        ...A,
        ...both,
        localOffset: 0xffffffff,
        disk: 0xffff,
        extra: extraField(1, bytes(u64(5n), u64(5n), u64(0n), u32(0))),
        local: real,
      },
      ["accepted", "a.txt"],
    ],
    ["nothing, in an empty extra", { ...A, extra: zip64() }, ["accepted", "a.txt"]],
    ["true surplus values", { ...A, extra: zip64(5n, 5n) }, ["accepted", "a.txt"]],
    ["both local sizes", { ...A, local: { ...both, extra: zip64(5n, 5n) } }, ["accepted", "a.txt"]],
    ["true local surplus values", { ...A, local: { extra: zip64(5n, 5n) } }, ["accepted", "a.txt"]],
    ["a false surplus size", { ...A, extra: zip64(6n) }, ["ARCHIVE_ZIP64_EXTRA_SURPLUS a.txt"]],
    [
      "a false surplus offset",
      { ...A, ...both, extra: zip64(5n, 5n, 1n), local: real },
      ["ARCHIVE_ZIP64_EXTRA_SURPLUS a.txt"],
    ],
    [
      "surplus values before the one that is asked for",
      { ...A, localOffset: 0xffffffff, extra: zip64(5n, 5n, 0n) },
      ["ARCHIVE_ZIP64_EXTRA_SURPLUS a.txt"],
    ],
    [
      "half a surplus value",
      { ...A, ...both, extra: extraField(1, new Uint8Array(20)), local: real },
      ["ARCHIVE_ZIP64_EXTRA_SURPLUS a.txt"],
    ],
    [
      "more than there are fields",
      { ...A, extra: extraField(1, bytes(u64(5n), u64(5n), u64(0n), u32(0), u32(0))) },
      ["ARCHIVE_ZIP64_EXTRA_SURPLUS a.txt"],
    ],
    ["a false local surplus size", { ...A, local: { extra: zip64(5n, 6n) } }, ["ARCHIVE_ZIP64_EXTRA_SURPLUS a.txt"]],
    ["no extra for sentinels", { ...A, ...both, local: real }, ["ARCHIVE_ZIP64_EXTRA_MISSING a.txt"]],
    [
      "an extra that is too short",
      { ...A, ...both, extra: zip64(5n), local: real },
      ["ARCHIVE_ZIP64_EXTRA_MISSING a.txt"],
    ],
    ["no local extra for sentinels", { ...A, local: both }, ["ARCHIVE_ZIP64_EXTRA_MISSING a.txt"]],
    [
      "only one size as a sentinel",
      { ...A, size: 0xffffffff, extra: zip64(5n), local: real },
      ["ARCHIVE_ZIP64_HALF a.txt"],
    ],
    [
      "only the other size as a sentinel",
      { ...A, compressedSize: 0xffffffff, extra: zip64(5n), local: real },
      ["ARCHIVE_ZIP64_HALF a.txt"],
    ],
    [
      "only one local size as a sentinel",
      { ...A, local: { size: 0xffffffff, extra: zip64(5n) } },
      ["ARCHIVE_ZIP64_HALF a.txt"],
    ],
    [
      "a size above 2^53-1",
      { ...A, ...both, extra: zip64(2n ** 53n, 5n), local: real },
      ["ARCHIVE_NUMBER_TOO_LARGE a.txt"],
    ],
    ["another disk", { ...A, disk: 0xffff, extra: extraField(1, u32(1)) }, ["ARCHIVE_MULTI_DISK a.txt"]],
    [
      "other local sizes than the true ones",
      { ...A, local: { ...both, extra: zip64(6n, 5n) } },
      ["ARCHIVE_LOCAL_SIZES_DIFFER a.txt"],
    ],
  ])("with %s", (_, entry, expected) => {
    expect(outcome(rawZip([entry]))).toEqual(expected);
  });

  describe("as Info-ZIP writes it when it is forced", () => {
    const forced: RawEntry = {
      ...A,
      size: 0xffffffff,
      extra: zip64(5n),
      local: { ...both, extra: zip64(5n, 5n) },
    };

    test("the size alone in the central header, both in the local one", () => {
      expect(outcome(rawZip([forced], { zip64: {} }))).toEqual(["accepted", "a.txt"]);
      expect(notes(rawZip([forced], { zip64: {} }))).toEqual([["ARCHIVE_ZIP64_SIZE_ALONE", "a.txt"]]);
    });

    test.each<readonly [string, Partial<RawEntry>, string]>([
      ["with plain local sizes", { local: real }, "ARCHIVE_ZIP64_HALF a.txt"],
      ["with a surplus central value", { extra: zip64(5n, 5n) }, "ARCHIVE_ZIP64_HALF a.txt"],
      [
        "with a local size that differs",
        { local: { ...both, extra: zip64(6n, 5n) } },
        "ARCHIVE_LOCAL_SIZES_DIFFER a.txt",
      ],
      ["without its extra", { extra: new Uint8Array(0) }, "ARCHIVE_ZIP64_EXTRA_MISSING a.txt"],
    ])("and nothing else: not %s", (_, change, expected) => {
      expect(outcome(rawZip([{ ...forced, ...change }]))).toEqual([expected]);
    });
  });
});
