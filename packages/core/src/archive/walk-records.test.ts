import { describe, expect, test } from "vitest";
import { bufferSource } from "../bytes/buffer-source.ts";
import { A, judge, LIMITS, outcome } from "../testing/judge-archive.ts";
import {
  bytes,
  descriptor,
  extraField,
  rawZip,
  toBytes,
  u32,
  type RawArchive,
  type RawEntry,
} from "../../../../test-fixtures/archives/raw-zip.ts";
import { readArchiveSync } from "./read-archive.ts";

describe("readArchiveSync() has the records tile the archive (zip S9)", () => {
  test("in any order of the directory", () => {
    const first = { name: "a", content: "1" };
    const second = { name: "b", content: "22" };
    const records = rawZip([second, first]);
    const [recordBytes, headerBytes] = [31, 47];
    const directory = records.subarray(2 * recordBytes + 3, 2 * recordBytes + 3 + 2 * headerBytes);
    const swapped = bytes(directory.subarray(headerBytes), directory.subarray(0, headerBytes));
    const archive = rawZip([second, first], { directory: swapped });
    expect(outcome(archive)).toEqual(["accepted", "a", "b"]);
    expect(judge(archive)).toMatchObject({ entries: [{ dataOffset: 64 }, { dataOffset: 31 }] });
  });

  test.each<readonly [string, RawEntry[], RawArchive, string[]]>([
    ["bytes before the first entry", [A], { prefix: toBytes("x") }, ["ARCHIVE_GAP"]],
    ["bytes in an archive without entries", [], { prefix: toBytes("x") }, ["ARCHIVE_GAP"]],
    ["bytes before the directory", [A], { beforeDirectory: toBytes("x") }, ["ARCHIVE_GAP a.txt"]],
    ["bytes between entries", [{ ...A, after: toBytes("x") }, { name: "b" }], {}, ["ARCHIVE_GAP a.txt"]],
    [
      "a descriptor that no flag announces",
      [{ ...A, after: descriptor("hello", toBytes("hello"), { signed: true, wide: false }) }],
      {},
      ["ARCHIVE_GAP a.txt"],
    ],
    ["two entries at one place", [A, { ...A, name: "b.txt", localOffset: 0 }], {}, ["ARCHIVE_OVERLAP a.txt"]],
    [
      "an entry that is not listed",
      [A],
      { beforeDirectory: rawZip([{ name: "hidden" }]).subarray(0, 36) },
      ["ARCHIVE_GAP a.txt"],
    ],
    ["a marker of several disks", [A], { prefix: u32(0x08074b50) }, ["ARCHIVE_MULTI_DISK"]],
    ["a marker of one disk of several", [A], { prefix: u32(0x30304b50) }, ["ARCHIVE_MULTI_DISK"]],
    ["less than a marker", [A], { prefix: u32(0x30304b50).subarray(0, 3) }, ["ARCHIVE_GAP"]],
  ])("and refuses %s", (_, entries, archive, expected) => {
    expect(outcome(rawZip(entries, archive))).toEqual(expected);
  });

  test("and refuses an entry whose extra field reaches into the next", () => {
    const inner = rawZip([{ name: "b", content: "x" }]).subarray(0, 32);
    const entries: RawEntry[] = [
      { name: "a", content: "", size: 0, compressedSize: 0, local: { extra: extraField(0xcafe, inner) } },
      { name: "b", content: "x", localOffset: 35, data: toBytes(""), compressedSize: 1, size: 1 },
    ];
    expect(outcome(rawZip(entries))).toContain("ARCHIVE_OVERLAP a");
  });

  test("and reads each byte of the archive at most a few times, whatever the entries claim", () => {
    const entries = Array.from({ length: 500 }, (_, place) => ({
      name: `f${place}`,
      localOffset: 0,
      local: { extra: extraField(0xcafe, new Uint8Array(1000)) },
    }));
    const archive = rawZip(entries);
    const inner = bufferSource(archive);
    let read = 0;
    const counting = {
      size: inner.size,
      readSync: (offset: number, length: number) => ((read += length), inner.readSync(offset, length)),
    };
    expect(readArchiveSync(counting, LIMITS).verdict).toBe("refused");
    expect(read).toBeLessThan(2 * archive.length);
  });
});
