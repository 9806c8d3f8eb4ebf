import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bufferSource } from "../bytes/buffer-source.ts";
import { tableCrc32 } from "../bytes/crc32.ts";
import { fflateInflate } from "../bytes/fflate-inflate.ts";
import { isSafeRelativePath } from "../path/check-path.ts";
import { findCollisions } from "../path/find-collisions.ts";
import { isJunk } from "./junk.ts";
import { DEFAULT_PACKAGE_LIMITS } from "./limits.ts";
import { readArchiveSync } from "./read-archive.ts";
import { readEntrySync } from "./read-entry.ts";
import { writeArchive, type ContentFile } from "./write-archive.ts";

const CODECS = { inflate: fflateInflate, checksum: tableCrc32 };
const encoder = new TextEncoder();

function digest(archive: Uint8Array): string {
  return createHash("sha256").update(archive).digest("hex");
}

/** The tree of an archive that must be accepted with nothing to normalise. */
function treeOf(archive: Uint8Array): Map<string, readonly [string, boolean]> {
  const source = bufferSource(archive);
  const verdict = readArchiveSync(source, DEFAULT_PACKAGE_LIMITS, { strict: true });
  if (verdict.verdict === "refused") throw new Error(verdict.problems[0]?.message);
  expect(verdict.normalisations).toEqual([]);
  return new Map(
    verdict.entries.map((entry) => {
      const bytes = readEntrySync(source, entry, CODECS)._unsafeUnwrap();
      return [entry.path, [Buffer.from(bytes).toString("hex"), entry.executable]];
    }),
  );
}

const FILES: readonly ContentFile[] = [
  { path: "skill/SKILL.md", bytes: encoder.encode("# A skill\n".repeat(400)) },
  { path: "skill/run.sh", bytes: encoder.encode("#!/bin/sh\nexit 0\n"), executable: true },
  { path: "skill/größe.txt", bytes: encoder.encode("äöü".repeat(30)) },
  { path: "skill/empty", bytes: new Uint8Array(0) },
  { path: "skill/noise", bytes: Uint8Array.from({ length: 3000 }, (_, place) => (place * place * 2654435761) >>> 13) },
];

describe("writeArchive()", () => {
  test("makes the same bytes everywhere and always", () => {
    // Pinned: another version of the deflater, or another layout, is a decision.
    expect(digest(writeArchive(FILES)._unsafeUnwrap())).toBe(
      "67e5e33c9aac549f191cc4b3d945a7132821c466d0d3880bbd916294ddced4c4",
    );
  });

  test("makes equal bytes of equal files, in any order and normal form", () => {
    const archive = writeArchive(FILES)._unsafeUnwrap();
    expect(writeArchive(FILES.toReversed())._unsafeUnwrap()).toEqual(archive);
    const decomposed = FILES.map((file) => ({ ...file, path: file.path.normalize("NFD") }));
    expect(writeArchive(decomposed)._unsafeUnwrap()).toEqual(archive);
  });

  test("stores what deflate would not make smaller", () => {
    const verdict = readArchiveSync(bufferSource(writeArchive(FILES)._unsafeUnwrap()), DEFAULT_PACKAGE_LIMITS);
    const methods = verdict.verdict === "accepted" && verdict.entries.map(({ path, method }) => [path, method]);
    expect(methods).toEqual([
      ["skill/SKILL.md", "deflated"],
      ["skill/empty", "stored"],
      ["skill/größe.txt", "deflated"],
      ["skill/noise", "stored"],
      ["skill/run.sh", "stored"],
    ]);
  });

  test("refuses names that are not safe, all at once", () => {
    const bytes = new Uint8Array(0);
    const refused = writeArchive([
      { path: "../x", bytes },
      { path: "nul", bytes },
    ])._unsafeUnwrapErr();
    expect(refused.map(({ code }) => code)).toEqual(["PATH_TRAVERSAL", "PATH_DEVICE_NAME"]);
  });

  test("refuses names that are not apart everywhere", () => {
    const bytes = new Uint8Array(0);
    const refused = writeArchive([
      { path: "a/x", bytes },
      { path: "A/x", bytes },
      { path: "b", bytes },
      { path: "b/c", bytes },
    ])._unsafeUnwrapErr();
    expect(refused.map(({ code }) => code)).toEqual(["PATH_PARENT_SPELLING", "PATH_FILE_AND_FOLDER"]);
  });

  test("law: what it writes is read back as it was, with nothing to normalise, and written again to the same bytes", () => {
    const content = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.string({ maxLength: 300 }).map((text) => encoder.encode(text.repeat(20))),
    );
    const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 });
    const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((segments) => segments.join("/").normalize("NFC"));
    const files = fc
      .array(fc.record({ path, bytes: content, executable: fc.boolean() }), { maxLength: 8 })
      .filter(
        (all) =>
          all.every((file) => isSafeRelativePath(file.path) && !isJunk(file.path)) &&
          findCollisions(all.map((file) => ({ path: file.path, kind: "file" }))).problems.length === 0,
      );
    fc.assert(
      fc.property(files, (all) => {
        const archive = writeArchive(all)._unsafeUnwrap();
        const expected = all.map(
          (file) => [file.path, [Buffer.from(file.bytes).toString("hex"), file.executable]] as const,
        );
        const tree = treeOf(archive);
        expect(tree).toEqual(new Map(expected));
        const again = [...tree].map(([path, [hex, executable]]) => ({
          path,
          bytes: Buffer.from(hex, "hex"),
          executable,
        }));
        expect(Buffer.compare(writeArchive(again)._unsafeUnwrap(), archive)).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
});
