import { describe, expect, test } from "vitest";
import { rawZip } from "../../../../test-fixtures/archives/raw-zip.ts";
import { bufferSource } from "../bytes/buffer-source.ts";
import { tableCrc32 } from "../bytes/crc32.ts";
import { fflateInflate } from "../bytes/fflate-inflate.ts";
import { A, LIMITS, outcome } from "../testing/judge-archive.ts";
import { normaliseArchive } from "./normalise-archive.ts";
import { readArchiveSync } from "./read-archive.ts";
import { writeArchive } from "./write-archive.ts";

const CODECS = { inflate: fflateInflate, checksum: tableCrc32 };

function normalise(archive: Uint8Array) {
  return normaliseArchive(bufferSource(archive), LIMITS, CODECS);
}

describe("normaliseArchive()", () => {
  test("writes the files of an archive in canonical form, and tells what it left behind", () => {
    const archive = rawZip(
      [
        { name: "d\\", host: 0 },
        { name: "d\\run.sh", content: "echo", host: 0, attributes: 0o104755 * 0x10000 },
        { name: "a", content: "hello hello hello", method: 8, host: 0 },
        { name: ".DS_Store", content: "x", host: 0 },
      ],
      { tail: new Uint8Array(3) },
    );
    const { bytes, files, normalisations } = normalise(archive)._unsafeUnwrap();
    const encoder = new TextEncoder();
    const expected = writeArchive([
      { path: "d/run.sh", bytes: encoder.encode("echo"), executable: true },
      { path: "a", bytes: encoder.encode("hello hello hello") },
    ])._unsafeUnwrap();
    expect(bytes).toEqual(expected);
    expect(files).toBe(2);
    expect(normalisations.map(({ code }) => code)).toEqual([
      "ARCHIVE_PADDING_DROPPED",
      "ARCHIVE_BACKSLASH_REPLACED",
      "ARCHIVE_MODE_DROPPED",
      "ARCHIVE_JUNK_DROPPED",
    ]);
    expect(readArchiveSync(bufferSource(bytes), LIMITS, { strict: true })).toMatchObject({ normalisations: [] });
  });

  test("changes nothing of what is canonical", () => {
    const canonical = writeArchive([{ path: "é/x", bytes: new Uint8Array(500) }])._unsafeUnwrap();
    expect(normalise(canonical)._unsafeUnwrap().bytes).toEqual(canonical);
  });

  test("refuses what the reader refuses, contents included", () => {
    const codes = (archive: Uint8Array) =>
      normalise(archive)
        ._unsafeUnwrapErr()
        .map(({ code }) => code);
    expect(
      codes(
        rawZip([
          { ...A, crc32: 1 },
          { ...A, name: "b", crc32: 1 },
        ]),
      ),
    ).toEqual(["ARCHIVE_CRC_MISMATCH", "ARCHIVE_CRC_MISMATCH"]);
    expect(codes(rawZip([{ name: "../a" }]))).toEqual(["PATH_TRAVERSAL"]);
  });

  test("composes names", () => {
    const { bytes } = normalise(rawZip([{ name: "e\u0301", flags: 0x800 }]))._unsafeUnwrap();
    expect(outcome(bytes)).toEqual(["accepted", "\u00E9"]);
  });
});
