import { describe, expect, test } from "vitest";
import { A, notes, outcome } from "../testing/judge-archive.ts";
import { extraField, rawZip, unicodeName, type RawEntry } from "../../../../test-fixtures/archives/raw-zip.ts";

describe("readArchiveSync() decodes names (zip N1-N3)", () => {
  const latin = Uint8Array.of(0xfc, 0x2e, 0x74);
  const field = unicodeName("ü.t", latin);

  test.each<readonly [string, RawEntry, string[]]>([
    ["bytes that are not UTF-8", { name: latin }, ["ARCHIVE_NAME_NOT_UTF8 \\u{FFFD}.t"]],
    [
      "bytes that are not UTF-8, but said to be",
      { name: latin, flags: 1 << 11 },
      ["ARCHIVE_NAME_NOT_UTF8 \\u{FFFD}.t"],
    ],
    ["an overlong slash", { name: Uint8Array.of(0xc0, 0xaf) }, ["ARCHIVE_NAME_NOT_UTF8 \\u{FFFD}\\u{FFFD}"]],
    ["a Unicode name in both headers", { name: latin, extra: field, local: { extra: field } }, ["accepted", "ü.t"]],
    [
      "a Unicode name in the central header only",
      { name: latin, extra: field },
      ["ARCHIVE_UNICODE_NAME_CONTRADICTION ü.t"],
    ],
    [
      "two Unicode names",
      { name: latin, extra: field, local: { extra: unicodeName("ö.t", latin) } },
      ["ARCHIVE_UNICODE_NAME_CONTRADICTION ü.t"],
    ],
    [
      "two Unicode names of two lengths",
      { name: latin, extra: field, local: { extra: unicodeName("ü.tt", latin) } },
      ["ARCHIVE_UNICODE_NAME_CONTRADICTION ü.t"],
    ],
    [
      "a Unicode name of another version",
      { name: latin, extra: unicodeName("ü.t", latin, 2) },
      ["ARCHIVE_NAME_NOT_UTF8 \\u{FFFD}.t"],
    ],
    [
      "a Unicode name for another name",
      { name: latin, extra: unicodeName("ü.t", "x.t") },
      ["ARCHIVE_NAME_NOT_UTF8 \\u{FFFD}.t"],
    ],
    [
      "a Unicode name that is not UTF-8",
      { name: latin, extra: unicodeName(latin, latin) },
      ["ARCHIVE_NAME_NOT_UTF8 \\u{FFFD}.t"],
    ],
    [
      "a Unicode name field that is too short",
      { name: latin, extra: extraField(0x7075, new Uint8Array(4)) },
      ["ARCHIVE_NAME_NOT_UTF8 \\u{FFFD}.t"],
    ],
    [
      "an equal Unicode name",
      { ...A, extra: unicodeName("a.txt", "a.txt"), local: { extra: unicodeName("a.txt", "a.txt") } },
      ["accepted", "a.txt"],
    ],
    [
      "an equal Unicode name in the central header only",
      { ...A, extra: unicodeName("a.txt", "a.txt") },
      ["accepted", "a.txt"],
    ],
    [
      "an equal Unicode name in the local header only",
      { ...A, local: { extra: unicodeName("a.txt", "a.txt") } },
      ["accepted", "a.txt"],
    ],
    [
      "another Unicode name in the local header only",
      { ...A, local: { extra: unicodeName("b.txt", "a.txt") } },
      ["ARCHIVE_UNICODE_NAME_CONTRADICTION a.txt"],
    ],
    [
      "another Unicode name",
      { ...A, extra: unicodeName("b.txt", "a.txt") },
      ["ARCHIVE_UNICODE_NAME_CONTRADICTION a.txt"],
    ],
    [
      "an equal Unicode name of another version",
      { ...A, extra: unicodeName("a.txt", "a.txt", 2) },
      ["ARCHIVE_UNICODE_NAME_CONTRADICTION a.txt"],
    ],
    [
      "an equal Unicode name with a false checksum",
      { ...A, extra: unicodeName("a.txt", "b.txt") },
      ["ARCHIVE_UNICODE_NAME_CONTRADICTION a.txt"],
    ],
    ["a byte order mark", { name: "\uFEFFa" }, ["PATH_CHARACTER \\u{FEFF}a"]],
  ])("with %s", (_, entry, expected) => {
    expect(outcome(rawZip([entry]))).toEqual(expected);
  });

  test("and tells which names it had to help", () => {
    expect(notes(rawZip([{ name: latin, extra: field, local: { extra: field } }]))).toEqual([
      ["ARCHIVE_NAME_FROM_EXTRA", "ü.t"],
    ]);
    expect(notes(rawZip([{ name: "ü" }, { name: "a" }]))).toEqual([["ARCHIVE_NAME_FLAG_MISSING", "ü"]]);
    expect(notes(rawZip([{ name: "ü", flags: 1 << 11 }]))).toEqual([]);
  });
});
