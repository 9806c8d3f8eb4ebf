import { describe, expect, test } from "vitest";
import { A, judge, LIMITS, notes, outcome, SIGNATURES } from "../testing/judge-archive.ts";
import { bytes, rawZip, toBytes } from "../../../../test-fixtures/archives/raw-zip.ts";

describe("readArchiveSync() takes the one end record (zip S1-S4)", () => {
  test("and refuses what is too short or too large", () => {
    expect(outcome(new Uint8Array(21))).toEqual(["ARCHIVE_TOO_SHORT"]);
    expect(outcome(new Uint8Array(0))).toEqual(["ARCHIVE_TOO_SHORT"]);
    expect(outcome(new Uint8Array(22))).toEqual(["ARCHIVE_NOT_A_ZIP"]);
    const archive = rawZip([A]);
    expect(outcome(archive, { ...LIMITS, maxBytes: archive.length })).toEqual(["accepted", "a.txt"]);
    expect(outcome(archive, { ...LIMITS, maxBytes: archive.length - 1 })).toEqual(["ARCHIVE_TOO_LARGE"]);
  });

  test("and tells what was cut off from what never was a zip", () => {
    expect(outcome(toBytes("a text that is no archive at all"))).toEqual(["ARCHIVE_NOT_A_ZIP"]);
    expect(outcome(toBytes("PK is how it begins, and no more"))).toEqual(["ARCHIVE_NOT_A_ZIP"]);
    expect(outcome(rawZip([A]).subarray(0, -22))).toEqual(["ARCHIVE_NO_END_RECORD"]);
  });

  test("with a comment that ends where the file ends", () => {
    expect(outcome(rawZip([A], { comment: toBytes("made by hand") }))).toEqual(["accepted", "a.txt"]);
    expect(outcome(rawZip([A], { comment: new Uint8Array(0xffff).fill(32) }))).toEqual(["accepted", "a.txt"]);
    expect(outcome(rawZip([A], { comment: toBytes("cut") }).subarray(0, -1))).toEqual(["ARCHIVE_END_RECORD_MISPLACED"]);
    expect(outcome(rawZip([A], { tail: toBytes("x") }))).toEqual(["ARCHIVE_END_RECORD_MISPLACED"]);
    expect(outcome(rawZip([A]).subarray(0, -1))).toEqual(["ARCHIVE_END_RECORD_MISPLACED"]);
  });

  test("with zero bytes after it, up to 10 KiB, which are told", () => {
    expect(notes(rawZip([A], { tail: new Uint8Array(1) }))).toEqual([["ARCHIVE_PADDING_DROPPED", null]]);
    expect(notes(rawZip([A], { comment: toBytes("c"), tail: new Uint8Array(10 * 1024) }))).toEqual([
      ["ARCHIVE_PADDING_DROPPED", null],
    ]);
    expect(outcome(rawZip([A], { tail: new Uint8Array(10 * 1024 + 1) }))).toEqual(["ARCHIVE_END_RECORD_MISPLACED"]);
    expect(outcome(rawZip([A], { tail: Uint8Array.of(0, 0, 1) }))).toEqual(["ARCHIVE_END_RECORD_MISPLACED"]);
    const longest = rawZip([A], { comment: new Uint8Array(0xffff).fill(32), tail: new Uint8Array(10 * 1024) });
    expect(outcome(longest)).toEqual(["accepted", "a.txt"]);
    const verdict = judge(rawZip([A], { tail: new Uint8Array(7) }));
    expect(verdict).toMatchObject({ normalisations: [{ detail: "7 zero bytes after the end were ignored." }] });
  });

  test("and refuses a second that could be meant", () => {
    const inner = rawZip([]);
    expect(outcome(rawZip([A], { comment: inner }))).toEqual(["ARCHIVE_END_RECORD_AMBIGUOUS"]);
    expect(outcome(rawZip([A], { comment: Uint8Array.of(...toBytes("PK"), 5, 6) }))).toEqual([
      "ARCHIVE_END_RECORD_AMBIGUOUS",
    ]);
    expect(outcome(bytes(rawZip([A]), inner))).toEqual(["ARCHIVE_DIRECTORY_MISPLACED"]);
  });

  test("and leaves an archive inside the archive alone (zip B6)", () => {
    expect(outcome(rawZip([{ name: "inner.zip", content: rawZip([A]) }]))).toEqual(["accepted", "inner.zip"]);
  });

  test.each(SIGNATURES)("and refuses the signature %o in a comment", (signature) => {
    expect(outcome(rawZip([A], { comment: signature }))).toEqual(["ARCHIVE_COMMENT_SIGNATURE"]);
    expect(outcome(rawZip([A], { comment: bytes(toBytes("PK"), signature, toBytes("x")) }))).toEqual([
      "ARCHIVE_COMMENT_SIGNATURE",
    ]);
    expect(outcome(rawZip([{ ...A, comment: bytes(toBytes("x"), signature) }]))).toEqual([
      "ARCHIVE_COMMENT_SIGNATURE a.txt",
    ]);
    expect(outcome(rawZip([{ ...A, comment: signature.subarray(0, 3) }]))).toEqual(["accepted", "a.txt"]);
  });
});
