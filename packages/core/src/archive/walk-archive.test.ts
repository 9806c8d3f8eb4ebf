import { describe, expect, test } from "vitest";
import { rawZip } from "../../../../test-fixtures/archives/raw-zip.ts";
import { A, judge, outcome } from "../testing/judge-archive.ts";

describe("readArchiveSync() tells all that is wrong at once", () => {
  test("about names, kinds, local headers, tiling and sums", () => {
    const archive = rawZip([
      { name: "../a", content: "x" },
      { name: "b", content: "x", flags: 1, local: { flags: 1 } },
      { name: "c", attributes: 0x10 },
      { name: "d", content: "x", local: { method: 8 } },
      { name: "e", content: "x", after: new Uint8Array(3) },
      { name: "f", method: 8, data: new Uint8Array(2), size: 9999 },
    ]);
    expect(outcome(archive)).toEqual([
      "ARCHIVE_ENCRYPTED b",
      "PATH_TRAVERSAL ../a",
      "ARCHIVE_KIND_CONTRADICTION c",
      "ARCHIVE_LOCAL_METHOD_DIFFERS d",
      "ARCHIVE_GAP e",
      "ARCHIVE_RATIO_IMPOSSIBLE f",
    ]);
  });

  test("but stops without every header, since what is missing cannot be compared", () => {
    const archive = rawZip([{ ...A, extra: Uint8Array.of(1, 0, 9, 0, 0) }, { name: "b", flags: 1 }, { name: "../c" }]);
    expect(outcome(archive)).toEqual(["ARCHIVE_EXTRA_BROKEN a.txt", "ARCHIVE_ENCRYPTED b"]);
  });

  test("but stops without every name", () => {
    const archive = rawZip([{ name: Uint8Array.of(0xff) }, { name: "b", flags: 1 }, { name: "../c" }]);
    expect(outcome(archive)).toEqual(["ARCHIVE_ENCRYPTED b", "ARCHIVE_NAME_NOT_UTF8 \\u{FFFD}"]);
  });

  test("but no more than a person can use", () => {
    const entries = Array.from({ length: 300 }, (_, place) => ({ name: `../${place}` }));
    const verdict = judge(rawZip(entries));
    expect(verdict.verdict === "refused" && verdict.problems.length).toBe(100);
  });
});
