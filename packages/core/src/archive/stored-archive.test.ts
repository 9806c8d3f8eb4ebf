import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bufferSource } from "../bytes/buffer-source.ts";
import { tableCrc32 } from "../bytes/crc32.ts";
import { fflateInflate } from "../bytes/fflate-inflate.ts";
import { isSafeRelativePath } from "../path/check-path.ts";
import { findCollisions } from "../path/find-collisions.ts";
import { centralHeader, endRecords, localHeader } from "./canonical-headers.ts";
import { DEFAULT_PACKAGE_LIMITS } from "./limits.ts";
import { planStoredArchive, type StoredFile } from "./plan-stored-archive.ts";
import { readArchiveSync } from "./read-archive.ts";
import { readEntrySync } from "./read-entry.ts";
import { writeStoredArchive } from "./write-stored-archive.ts";

const CODECS = { inflate: fflateInflate, checksum: tableCrc32 };
const GiB = 2 ** 30;

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

describe("writeStoredArchive()", () => {
  test("writes exactly these bytes for one executable file", () => {
    const archive = writeStoredArchive([{ path: "é", bytes: new TextEncoder().encode("hello"), executable: true }]);
    const name = "c3a9";
    // version, flags, method, time, date, crc, sizes, name length, extra length
    const lead = "0a00000800000000210086a61036050000000500000002000000";
    const local = `504b0304${lead}${name}68656c6c6f`;
    const central = `504b01022d03${lead}0000000000000000ed8100000000${name}`;
    const end = "504b0506000000000100010030000000250000000000";
    expect(hex(archive)).toBe(local + central + end);
  });

  test("says UTF-8 only where a name needs it, and keeps the executable bit", () => {
    const archive = writeStoredArchive([{ path: "a", bytes: new Uint8Array(0) }]);
    expect(hex(archive.subarray(6, 8))).toBe("0000");
    expect(readArchiveSync(bufferSource(archive), DEFAULT_PACKAGE_LIMITS)).toMatchObject({
      entries: [{ path: "a", executable: false }],
      normalisations: [],
    });
    expect(hex(archive.subarray(31 + 38, 31 + 42))).toBe("0000a481");
  });

  test("writes an archive without files", () => {
    expect(hex(writeStoredArchive([]))).toBe("504b0506" + "00".repeat(18));
  });

  test("makes equal bytes of equal files in any order and normal form", () => {
    const files = ["b", "a/b", "a", "a-b", "a/B2", "é", "z", "日本", "😀", "\uFF5E"].map((path) => ({
      path,
      bytes: new TextEncoder().encode(path.normalize("NFC")),
    }));
    const archive = writeStoredArchive(files);
    expect(hex(writeStoredArchive(files.toReversed()))).toBe(hex(archive));
    expect(hex(writeStoredArchive(files.map((file) => ({ ...file, path: file.path.normalize("NFD") }))))).toBe(
      hex(archive),
    );
  });

  test("sorts names by their bytes in UTF-8", () => {
    const paths = ["😀", "～", "a/b", "a-b", "a", "ab", "B"];
    const archive = writeStoredArchive(paths.map((path) => ({ path, bytes: new Uint8Array(0) })));
    const names = planStoredArchive(paths.map((path) => ({ path, size: 1, crc32: 0 }))).parts.flatMap((part) =>
      part.kind === "file" ? [part.file.path] : [],
    );
    expect(names).toEqual(["B", "a", "a-b", "a/b", "ab", "～", "😀"]);
    expect(new TextDecoder().decode(archive).indexOf("a-b")).toBeLessThan(
      new TextDecoder().decode(archive).indexOf("a/b"),
    );
  });

  const tree = fc.uniqueArray(
    fc.record({
      path: fc
        .array(fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 3 })
        .map((segments) => segments.join("/")),
      bytes: fc.uint8Array({ maxLength: 40 }),
      executable: fc.boolean(),
    }),
    { selector: (file) => file.path, maxLength: 8 },
  );

  test("what it writes is read back equal, with nothing to normalise", () => {
    fc.assert(
      fc.property(tree, (generated) => {
        const safe = generated.filter((file) => isSafeRelativePath(file.path.normalize("NFC")));
        if (findCollisions(safe.map(({ path }) => ({ path: path.normalize("NFC"), kind: "file" }))).problems.length > 0)
          return;
        const source = bufferSource(writeStoredArchive(safe));
        const verdict = readArchiveSync(source, DEFAULT_PACKAGE_LIMITS);
        if (verdict.verdict === "refused") throw new Error(verdict.problems[0]?.message);
        const read = verdict.entries.map((entry) => ({
          path: entry.path,
          executable: entry.executable,
          bytes: readEntrySync(source, entry, CODECS)._unsafeUnwrap(),
        }));
        const junk = verdict.normalisations.filter((each) => each.code !== "ARCHIVE_JUNK_DROPPED");
        expect(junk).toEqual([]);
        const dropped = new Set(verdict.normalisations.map((each) => each.entry));
        const expected = safe
          .map((file) => ({ ...file, path: file.path.normalize("NFC") }))
          .filter((file) => !dropped.has(file.path));
        expect(new Map(read.map((file) => [file.path, file]))).toEqual(
          new Map(expected.map((file) => [file.path, file])),
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe("planStoredArchive()", () => {
  const files = [
    { path: "b", size: 3, crc32: 1 },
    { path: "a", size: 0, crc32: 0 },
    { path: "c", size: 5, crc32: 2 },
  ];

  test("tiles the whole archive with its parts", () => {
    const { size, parts } = planStoredArchive(files);
    let offset = 0;
    for (const part of parts) {
      expect(part.offset).toBe(offset);
      if (part.kind === "bytes") expect(part.bytes).toHaveLength(part.length);
      else expect(part.length).toBe(part.file.size);
      offset += part.length;
    }
    expect(offset).toBe(size);
    expect(parts.map((part) => (part.kind === "file" ? part.file.path : part.kind))).toEqual([
      "bytes",
      "bytes",
      "b",
      "bytes",
      "c",
      "bytes",
    ]);
    expect(size).toBe(3 * 31 + 8 + 3 * 47 + 22);
  });

  test("does not change what it is given", () => {
    const given = Object.freeze([...files]);
    planStoredArchive(given);
    expect(given.map((file) => file.path)).toEqual(["b", "a", "c"]);
  });

  /** The archive as a source, in which the contents of huge files are never read. */
  function sparse(plan: ReturnType<typeof planStoredArchive>): {
    size: number;
    readSync(offset: number, length: number): Uint8Array;
  } {
    function readSync(offset: number, length: number): Uint8Array {
      const result = new Uint8Array(length);
      for (const part of plan.parts) {
        if (part.kind !== "bytes") continue;
        const from = Math.max(offset, part.offset);
        const to = Math.min(offset + length, part.offset + part.length);
        if (from < to) result.set(part.bytes.subarray(from - part.offset, to - part.offset), from - offset);
      }
      return result;
    }
    return { size: plan.size, readSync };
  }

  test.each<readonly [string, readonly StoredFile[], boolean]>([
    ["a directory just below 4 GiB", [{ path: "a", size: 4 * GiB - 33, crc32: 7 }], false],
    ["a directory at 4 GiB less one", [{ path: "a", size: 4 * GiB - 32, crc32: 7 }], true],
    ["a file just below 4 GiB", [{ path: "a", size: 4 * GiB - 2, crc32: 7 }], true],
    [
      "a file of 4 GiB",
      [
        { path: "a", size: 4 * GiB - 1, crc32: 7 },
        { path: "b", size: 1, crc32: 7 },
      ],
      true,
    ],
    ["many that lie far in", ["a", "b", "c"].map((path) => ({ path, size: 3 * GiB, crc32: 7 })), true],
  ])("lays out %s so that the reader takes it", (_, large, zip64) => {
    const plan = planStoredArchive(large);
    const everything = {
      ...DEFAULT_PACKAGE_LIMITS,
      maxBytes: Infinity,
      maxEntryBytes: Infinity,
      maxTotalBytes: Infinity,
    };
    const verdict = readArchiveSync(sparse(plan), everything);
    expect(verdict).toMatchObject({ verdict: "accepted", normalisations: [] });
    const contents = plan.parts.filter((part) => part.kind === "file");
    expect(
      verdict.verdict === "accepted" &&
        verdict.entries.map(({ path, size, dataOffset }) => ({ path, size, dataOffset })),
    ).toEqual(contents.map((part) => ({ path: part.file.path, size: part.length, dataOffset: part.offset })));
    const last = plan.parts.at(-1);
    const end = last?.kind === "bytes" ? last.bytes : new Uint8Array(0);
    expect(hex(end).includes("504b0606")).toBe(zip64);
  });

  test("writes zip64 end records for 65 535 entries, and none for one fewer", () => {
    expect(hex(endRecords(0xfffe, 5, 7))).toBe("504b050600000000fefffeff07000000050000000000");
    const record =
      "504b06062c000000000000002d032d000000000000000000ffff000000000000ffff00000000000007000000000000000500000000000000";
    const locator = "504b0607000000000c0000000000000001000000";
    expect(hex(endRecords(0xffff, 5, 7))).toBe(`${record}${locator}504b050600000000ffffffff07000000050000000000`);
  });

  test("says in every header that a reader must know deflate or zip64", () => {
    const entry = {
      rawName: new Uint8Array(0),
      method: 8,
      crc32: 0,
      compressedSize: 1,
      size: 1,
      executable: false,
      localOffset: 0,
    } as const;
    expect(localHeader(entry)[4]).toBe(20);
    expect(centralHeader({ ...entry, localOffset: 0xffffffff })[6]).toBe(45);
    expect(centralHeader({ ...entry, localOffset: 0xfffffffe })[6]).toBe(20);
    expect(localHeader({ ...entry, method: 0 })[4]).toBe(10);
    expect(localHeader({ ...entry, compressedSize: 0xffffffff })[4]).toBe(45);
  });
});
