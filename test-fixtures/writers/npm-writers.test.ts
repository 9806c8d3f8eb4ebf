import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { holdsRecordSignature } from "../../packages/core/src/archive/signatures.ts";
import { admZipWriters } from "./adm-zip-writers.ts";
import { archiverWriters } from "./archiver-writers.ts";
import { expectTree } from "./expect-tree.ts";
import { fflateWriters, streamedByFflate, streamsRightly } from "./fflate-writers.ts";
import { jszipWriters } from "./jszip-writers.ts";
import { readTree } from "./read-tree.ts";
import { safeTree, spread } from "./safe-tree.ts";
import { yazlWriters } from "./yazl-writers.ts";
import { zipJsWriters } from "./zip-js-writers.ts";

const WRITERS = [
  ...fflateWriters,
  ...archiverWriters,
  ...yazlWriters,
  ...admZipWriters,
  ...jszipWriters,
  ...zipJsWriters,
];

/** Stored as it comes, with the length after it: a program that reads from the front looks for a signature (zip D2). */
const HIDE_LENGTHS = [
  "fflate: Zip, ZipPassThrough",
  "archiver: streams, stored",
  "yazl: addReadStream, stored",
  "yazl: addReadStream with sizes, stored",
  "yazl: addReadStream, stored and forced to zip64",
  "yazl: addReadStream with sizes, stored and forced to zip64",
  "jszip: DOS, STORE, streamed",
  "jszip: UNIX, STORE, streamed",
  "zip.js: stored",
  "zip.js: stored, descriptors without signature",
];

describe("any tree comes back as it was written by", () => {
  test.each(WRITERS.map((writer) => ({ name: writer.name, writer })))("$name", async ({ writer }) => {
    await fc.assert(
      fc.asyncProperty(safeTree, async (files) => {
        // Once in ten thousand trees, chance puts a signature into a large file.
        const hides = HIDE_LENGTHS.includes(writer.name);
        fc.pre(!hides || !files.some(({ bytes }) => holdsRecordSignature(bytes)));
        expectTree(await writer.write(files), files, writer);
      }),
      { numRuns: 20, examples: [[[]], [[{ path: "constructor", bytes: new Uint8Array(0), executable: true }]]] },
    );
  });
});

test("an archive within an archive is accepted from every writer that says how long it is (zip B6, D2)", async () => {
  const [writer] = fflateWriters;
  const inner = (await writer?.write([{ path: "inner", bytes: Uint8Array.of(1) }])) ?? new Uint8Array(0);
  const files = [{ path: "outer/inner.zip", bytes: inner, executable: false }];
  const refused: string[] = [];
  for (const each of WRITERS) {
    const archive = await each.write(files);
    try {
      expectTree(archive, files, each);
    } catch (error) {
      expect(String(error)).toContain("ARCHIVE_DESCRIPTOR_AMBIGUOUS");
      refused.push(each.name);
    }
  }
  expect(refused).toEqual(HIDE_LENGTHS);
});

test("`readTree()` refuses the invalid streams that fflate writes for some content", () => {
  const bytes = spread(33_000, 33_000, 2);
  expect(streamsRightly(bytes)).toBe(false);
  expect(() => readTree(streamedByFflate([{ path: "a", bytes }]))).toThrow("ARCHIVE_DEFLATE_INVALID");
});

test("the property sees a file that is missing, changed or too much", () => {
  const [writer] = fflateWriters;
  if (writer === undefined) throw new Error("There is no writer.");
  const file = { path: "a", bytes: Uint8Array.of(1), executable: false };
  const archive = writer.write([file]) as Uint8Array;
  expectTree(archive, [file], writer);
  expect(() => expectTree(archive, [], writer)).toThrow();
  expect(() => expectTree(archive, [file, { ...file, path: "b" }], writer)).toThrow();
  expect(() => expectTree(archive, [{ ...file, bytes: Uint8Array.of(2) }], writer)).toThrow();
  expect(() => expectTree(archive, [{ ...file, executable: true }], writer)).toThrow();
  expect(() => expectTree(archive.subarray(1), [file], writer)).toThrow("ARCHIVE_");
});
