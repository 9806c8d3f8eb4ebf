import { describe, expect, test } from "vitest";
import { rawZip } from "../../../../test-fixtures/archives/raw-zip.ts";
import { bufferSource } from "../bytes/buffer-source.ts";
import { tableCrc32 } from "../bytes/crc32.ts";
import { fflateInflate } from "../bytes/fflate-inflate.ts";
import { A, judge, LIMITS } from "../testing/judge-archive.ts";
import type { ArchiveVerdict } from "./archive.ts";
import { inspectArchive, inspectArchiveSync } from "./inspect-archive.ts";

const CODECS = { inflate: fflateInflate, checksum: tableCrc32 };

async function both(archive: Uint8Array): Promise<ArchiveVerdict> {
  const source = bufferSource(archive);
  const verdict = inspectArchiveSync(source, LIMITS, CODECS);
  expect(await inspectArchive(source, LIMITS, CODECS)).toEqual(verdict);
  return verdict;
}

describe("inspectArchive() and inspectArchiveSync()", () => {
  test("accept what is right through and through", async () => {
    const archive = rawZip([A, { name: "b", content: "hello hello", method: 8 }, { name: "d/" }]);
    expect(await both(archive)).toEqual(judge(archive));
  });

  test("give the verdict on the structure where that is refused", async () => {
    const archive = rawZip([{ ...A, name: "../a" }]);
    expect(await both(archive)).toEqual(judge(archive));
  });

  test("tell every entry whose content is wrong", async () => {
    const archive = rawZip([
      { ...A, crc32: 1 },
      { ...A, name: "b" },
      { ...A, name: "c", crc32: 2 },
    ]);
    expect(judge(archive).verdict).toBe("accepted");
    expect(await both(archive)).toMatchObject({
      verdict: "refused",
      problems: [
        { code: "ARCHIVE_CRC_MISMATCH", entry: "a.txt" },
        { code: "ARCHIVE_CRC_MISMATCH", entry: "c" },
      ],
    });
  });

  test("read junk to its end as well (zip M1)", async () => {
    const archive = rawZip([A, { name: "__MACOSX/._a.txt", content: "x", crc32: 1 }]);
    expect(await both(archive)).toMatchObject({
      problems: [{ code: "ARCHIVE_CRC_MISMATCH", entry: "__MACOSX/._a.txt" }],
    });
  });

  test("stop where more problems say nothing new", async () => {
    const wrong = Array.from({ length: 150 }, (_, place) => ({ name: `f${place}`, content: "x", crc32: 1 }));
    const verdict = await both(rawZip(wrong));
    expect(verdict.verdict === "refused" && verdict.problems.length).toBe(100);
  });

  test("give the content of listed files to whoever wants it", async () => {
    const source = bufferSource(
      rawZip([A, { name: ".DS_Store", content: "junk" }, { name: "b", content: "c", method: 8 }]),
    );
    const heard: [string, string][] = [];
    const onContent = (entry: { readonly path: string }, chunk: Uint8Array): void => {
      heard.push([entry.path, new TextDecoder().decode(chunk)]);
    };
    inspectArchiveSync(source, LIMITS, CODECS, { onContent });
    await inspectArchive(source, LIMITS, CODECS, { onContent });
    const once = [
      ["a.txt", "hello"],
      ["b", "c"],
    ];
    expect(heard).toEqual([...once, ...once]);
  });
});
