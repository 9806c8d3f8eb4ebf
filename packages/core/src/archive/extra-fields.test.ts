import { describe, expect, test } from "vitest";
import { A, judge, outcome } from "../testing/judge-archive.ts";
import { bytes, extraField, rawZip, unicodeName } from "../../../../test-fixtures/archives/raw-zip.ts";

describe("readArchiveSync() reads extra fields (zip X1-X3)", () => {
  test.each<readonly [string, Uint8Array, string[]]>([
    [
      "timestamps and owners",
      bytes(extraField(0x5455, new Uint8Array(5)), extraField(0x7875, new Uint8Array(11))),
      ["accepted", "a.txt"],
    ],
    ["one zero byte at the end", new Uint8Array(1), ["accepted", "a.txt"]],
    [
      "three zero bytes at the end",
      bytes(extraField(0x5455, new Uint8Array(5)), new Uint8Array(3)),
      ["accepted", "a.txt"],
    ],
    [
      "another byte at the end",
      bytes(extraField(0x5455, new Uint8Array(5)), Uint8Array.of(0, 0, 1)),
      ["ARCHIVE_EXTRA_BROKEN a.txt"],
    ],
    ["a field that reaches out", Uint8Array.of(0x55, 0x54, 2, 0, 0), ["ARCHIVE_EXTRA_BROKEN a.txt"]],
    ["a field that just fits", Uint8Array.of(0x55, 0x54, 1, 0, 0), ["accepted", "a.txt"]],
    [
      "an unknown field twice",
      bytes(extraField(0xcafe, new Uint8Array(1)), extraField(0xcafe, new Uint8Array(2))),
      ["accepted", "a.txt"],
    ],
    [
      "zip64 twice",
      bytes(extraField(1, new Uint8Array(0)), extraField(1, new Uint8Array(0))),
      ["ARCHIVE_EXTRA_REPEATED a.txt"],
    ],
    [
      "a Unicode name twice",
      bytes(unicodeName("a.txt", "a.txt"), unicodeName("a.txt", "a.txt")),
      ["ARCHIVE_EXTRA_REPEATED a.txt"],
    ],
    [
      "a Unicode comment twice",
      bytes(extraField(0x6375, new Uint8Array(5)), extraField(0x6375, new Uint8Array(5))),
      ["ARCHIVE_EXTRA_REPEATED a.txt"],
    ],
    [
      "encryption twice",
      bytes(extraField(0x9901, new Uint8Array(7)), extraField(0x9901, new Uint8Array(7))),
      ["ARCHIVE_EXTRA_REPEATED a.txt"],
    ],
  ])("with %s", (_, extra, expected) => {
    expect(outcome(rawZip([{ ...A, extra }]))).toEqual(expected);
  });

  test("and names the field that stands twice", () => {
    const extra = bytes(extraField(1, new Uint8Array(0)), extraField(1, new Uint8Array(0)));
    expect(judge(rawZip([{ ...A, extra }]))).toMatchObject({
      problems: [{ message: 'Cannot read the entry "a.txt": the extra field 0x0001 stands twice.' }],
    });
  });
});
