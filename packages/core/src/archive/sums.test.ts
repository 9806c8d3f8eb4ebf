import { describe, expect, test } from "vitest";
import { A, LIMITS, outcome } from "../testing/judge-archive.ts";
import { rawZip } from "../../../../test-fixtures/archives/raw-zip.ts";

describe("readArchiveSync() adds up (zip B2, B4, B5)", () => {
  const two = [A, { name: "b.txt", content: "world!" }];

  test("the size of each entry", () => {
    expect(outcome(rawZip(two), { ...LIMITS, maxEntryBytes: 6 })).toEqual(["accepted", "a.txt", "b.txt"]);
    expect(outcome(rawZip(two), { ...LIMITS, maxEntryBytes: 5 })).toEqual(["ARCHIVE_ENTRY_TOO_LARGE b.txt"]);
  });

  test("the size of all entries", () => {
    expect(outcome(rawZip(two), { ...LIMITS, maxTotalBytes: 11 })).toEqual(["accepted", "a.txt", "b.txt"]);
    expect(outcome(rawZip(two), { ...LIMITS, maxTotalBytes: 10 })).toEqual(["ARCHIVE_TOTAL_TOO_LARGE"]);
  });

  test("what deflate can give at most", () => {
    const entry = { name: "a", method: 8, data: Uint8Array.of(3, 0) };
    expect(outcome(rawZip([{ ...entry, size: 2 * 1032 + 64 }]))).toEqual(["accepted", "a"]);
    expect(outcome(rawZip([{ ...entry, size: 2 * 1032 + 65 }]))).toEqual(["ARCHIVE_RATIO_IMPOSSIBLE a"]);
  });

  test("files and folders, implied ones included", () => {
    const deep = rawZip([{ name: "a/b/c/d" }, { name: "a/b/e/" }]);
    expect(outcome(deep, { ...LIMITS, maxEntries: 5 })).toEqual(["accepted", "a/b/c/d", "a/b/e/"]);
    expect(outcome(deep, { ...LIMITS, maxEntries: 4 })).toEqual(["ARCHIVE_TOO_MANY_FILES"]);
    expect(outcome(rawZip(two), { ...LIMITS, maxEntries: 2 })).toEqual(["accepted", "a.txt", "b.txt"]);
    expect(outcome(rawZip(two), { ...LIMITS, maxEntries: 1 })).toEqual(["ARCHIVE_TOO_MANY_ENTRIES"]);
  });

  test("at most a hundred problems", () => {
    const archive = rawZip(Array.from({ length: 101 }, (_, place) => ({ name: `../${place}` })));
    expect(outcome(archive)).toHaveLength(100);
  });
});
