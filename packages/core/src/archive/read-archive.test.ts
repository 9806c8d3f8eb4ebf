import { describe, expect, test } from "vitest";
import { bufferSource } from "../bytes/buffer-source.ts";
import { A, judge, LIMITS, outcome } from "../testing/judge-archive.ts";
import { rawZip } from "../../../../test-fixtures/archives/raw-zip.ts";
import { readArchive } from "./read-archive.ts";

describe("readArchiveSync() lists", () => {
  test("files and folders as the archive has them, with what is needed to read them", () => {
    const archive = rawZip([
      { name: "b/", attributes: 0o40755 * 0x10000 + 0x10 },
      { name: "b/run.sh", content: "hello hello hello hello", method: 8, attributes: 0o100755 * 0x10000 },
      { name: "a.txt", content: "hello" },
    ]);
    expect(judge(archive)).toEqual({
      verdict: "accepted",
      entries: [
        {
          path: "b",
          kind: "directory",
          size: 0,
          compressedSize: 0,
          executable: false,
          method: "stored",
          crc32: 0,
          dataOffset: 32,
        },
        {
          path: "b/run.sh",
          kind: "file",
          size: 23,
          compressedSize: expect.any(Number),
          executable: true,
          method: "deflated",
          crc32: expect.any(Number),
          dataOffset: 70,
        },
        {
          path: "a.txt",
          kind: "file",
          size: 5,
          compressedSize: 5,
          executable: false,
          method: "stored",
          crc32: 0x3610a686,
          dataOffset: expect.any(Number),
        },
      ],
      dropped: [],
      normalisations: [],
    });
  });

  test("an archive without entries", () => {
    expect(outcome(rawZip([]))).toEqual(["accepted"]);
  });

  test("the same from a source that answers later", async () => {
    for (const archive of [
      rawZip([A, { name: "x/", attributes: 0x10 }]),
      rawZip([A], { disk: 1 }),
      new Uint8Array(3),
    ]) {
      expect(await readArchive(bufferSource(archive), LIMITS)).toEqual(judge(archive));
    }
  });
});
