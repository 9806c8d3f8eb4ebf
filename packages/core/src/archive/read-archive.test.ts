import { describe, expect, test } from "vitest";
import { bufferSource } from "../bytes/buffer-source.ts";
import { bytes, descriptor, extraField, rawZip, toBytes, u16, u32, u64, unicodeName, type RawArchive, type RawEntry } from "../testing/raw-zip.ts";
import type { ArchiveVerdict } from "./archive.ts";
import { DEFAULT_PACKAGE_LIMITS, type ArchiveLimits } from "./limits.ts";
import { readArchive, readArchiveSync } from "./read-archive.ts";

const LIMITS = DEFAULT_PACKAGE_LIMITS;

function judge(archive: Uint8Array, limits: ArchiveLimits = LIMITS): ArchiveVerdict {
  return readArchiveSync(bufferSource(archive), limits);
}

/** `accepted` with the paths, or the codes and their entries. */
function outcome(archive: Uint8Array, limits: ArchiveLimits = LIMITS): string[] {
  const verdict = judge(archive, limits);
  if (verdict.verdict === "refused") return verdict.problems.map(({ code, entry }) => (entry === null ? code : `${code} ${entry}`));
  return ["accepted", ...verdict.entries.map(({ path, kind }) => (kind === "directory" ? `${path}/` : path))];
}

function notes(archive: Uint8Array): (readonly [string, string | null])[] {
  const verdict = judge(archive);
  return verdict.verdict === "refused" ? [] : verdict.normalisations.map(({ code, entry }) => [code, entry] as const);
}

const A: RawEntry = { name: "a.txt", content: "hello" };
const PK = toBytes("PK");
const SIGNATURES = ["\u0003\u0004", "\u0001\u0002", "\u0006\u0006", "\u0006\u0007", "\u0007\u0008", "\u0005\u0005", "\u0006\u0008"];

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
        { path: "b", kind: "directory", size: 0, compressedSize: 0, executable: false, method: "stored", crc32: 0, dataOffset: 32 },
        { path: "b/run.sh", kind: "file", size: 23, compressedSize: expect.any(Number), executable: true, method: "deflated", crc32: expect.any(Number), dataOffset: 70 },
        { path: "a.txt", kind: "file", size: 5, compressedSize: 5, executable: false, method: "stored", crc32: 0x3610a686, dataOffset: expect.any(Number) },
      ],
      normalisations: [],
    });
  });

  test("an archive without entries", () => {
    expect(outcome(rawZip([]))).toEqual(["accepted"]);
  });

  test("the same from a source that answers later", async () => {
    for (const archive of [rawZip([A, { name: "x/", attributes: 0x10 }]), rawZip([A], { disk: 1 }), new Uint8Array(3)]) {
      expect(await readArchive(bufferSource(archive), LIMITS)).toEqual(judge(archive));
    }
  });
});

describe("readArchiveSync() takes the one end record (zip S1-S4)", () => {
  test("and refuses what is too short or too large", () => {
    expect(outcome(new Uint8Array(21))).toEqual(["ARCHIVE_TOO_SHORT"]);
    expect(outcome(new Uint8Array(0))).toEqual(["ARCHIVE_TOO_SHORT"]);
    expect(outcome(new Uint8Array(22))).toEqual(["ARCHIVE_NO_END_RECORD"]);
    const archive = rawZip([A]);
    expect(outcome(archive, { ...LIMITS, maxBytes: archive.length })).toEqual(["accepted", "a.txt"]);
    expect(outcome(archive, { ...LIMITS, maxBytes: archive.length - 1 })).toEqual(["ARCHIVE_TOO_LARGE"]);
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
    expect(notes(rawZip([A], { comment: toBytes("c"), tail: new Uint8Array(10 * 1024) }))).toEqual([["ARCHIVE_PADDING_DROPPED", null]]);
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
    expect(outcome(rawZip([A], { comment: bytes(PK, Uint8Array.of(5, 6)) }))).toEqual(["ARCHIVE_END_RECORD_AMBIGUOUS"]);
    expect(outcome(bytes(rawZip([A]), inner))).toEqual(["ARCHIVE_DIRECTORY_MISPLACED"]);
  });

  test("and leaves an archive inside the archive alone (zip B6)", () => {
    expect(outcome(rawZip([{ name: "inner.zip", content: rawZip([A]) }]))).toEqual(["accepted", "inner.zip"]);
  });

  test.each(SIGNATURES)("and refuses the signature PK%j in a comment", (rest) => {
    const signature = toBytes(`PK${rest}`);
    expect(outcome(rawZip([A], { comment: signature }))).toEqual(["ARCHIVE_COMMENT_SIGNATURE"]);
    expect(outcome(rawZip([A], { comment: bytes(PK, signature, toBytes("x")) }))).toEqual(["ARCHIVE_COMMENT_SIGNATURE"]);
    expect(outcome(rawZip([{ ...A, comment: bytes(toBytes("x"), signature) }]))).toEqual(["ARCHIVE_COMMENT_SIGNATURE a.txt"]);
    expect(outcome(rawZip([{ ...A, comment: signature.subarray(0, 3) }]))).toEqual(["accepted", "a.txt"]);
  });
});

describe("readArchiveSync() finds the central directory (zip S5-S8, B1)", () => {
  test.each<readonly [string, RawArchive, string[]]>([
    ["another disk", { disk: 1 }, ["ARCHIVE_MULTI_DISK"]],
    ["a directory on another disk", { directoryDisk: 1 }, ["ARCHIVE_MULTI_DISK"]],
    ["a sentinel for the disk without zip64", { disk: 0xffff }, ["ARCHIVE_MULTI_DISK"]],
    ["fewer entries than are there", { entries: 0, entriesOnDisk: 0 }, ["ARCHIVE_COUNT_MISMATCH"]],
    ["more entries than fit", { entries: 2, entriesOnDisk: 2 }, ["ARCHIVE_COUNT_MISMATCH"]],
    ["two counts", { entriesOnDisk: 0 }, ["ARCHIVE_COUNT_MISMATCH"]],
    ["bytes before the archive", { prefix: toBytes("#!"), directoryOffset: 40 }, ["ARCHIVE_DIRECTORY_MISPLACED"]],
    ["a directory said to be shorter", { directorySize: 46 }, ["ARCHIVE_DIRECTORY_MISPLACED"]],
    ["a directory said to be elsewhere", { directoryOffset: 0 }, ["ARCHIVE_DIRECTORY_MISPLACED"]],
    ["a directory far away", { directoryOffset: 0xffffffff }, ["ARCHIVE_DIRECTORY_MISPLACED"]],
    ["bytes after the directory", { afterDirectory: toBytes("x") }, ["ARCHIVE_DIRECTORY_MISPLACED"]],
    ["a directory of more than 4 MiB", { directorySize: 4 * 1024 * 1024 + 1 }, ["ARCHIVE_DIRECTORY_TOO_LARGE"]],
    ["a directory of 4 MiB that is not there", { directorySize: 4 * 1024 * 1024 }, ["ARCHIVE_DIRECTORY_MISPLACED"]],
    ["more than the limit of entries", { entries: 10_001, entriesOnDisk: 10_001 }, ["ARCHIVE_TOO_MANY_ENTRIES"]],
    ["as many entries as the limit, which are not there", { entries: 10_000, entriesOnDisk: 10_000 }, ["ARCHIVE_COUNT_MISMATCH"]],
    ["bytes in the directory that are no header", { afterDirectory: bytes(u32(0x05054b50), u16(0)), directorySize: 57 }, ["ARCHIVE_DIRECTORY_BROKEN"]],
    ["a header that is cut off", { directory: new Uint8Array(46).fill(0x50) }, ["ARCHIVE_DIRECTORY_BROKEN"]],
  ])("and refuses %s", (_, archive, expected) => {
    expect(outcome(rawZip([A], archive))).toEqual(expected);
  });

  test("and refuses a header whose name reaches out of the directory", () => {
    const archive = rawZip([A]);
    const place = archive.length - 22 - 51;
    archive[place + 28] = 6;
    expect(outcome(archive)).toEqual(["ARCHIVE_DIRECTORY_BROKEN"]);
  });

  test("and walks every header: a count that is right only modulo 65 536 is refused", () => {
    const many = Array.from({ length: 65_537 }, (_, place) => ({ name: `${place}` }));
    const archive = rawZip(many, { entries: 1, entriesOnDisk: 1 });
    expect(outcome(archive, { ...LIMITS, maxEntries: 100_000 })).toEqual(["ARCHIVE_COUNT_MISMATCH"]);
  });

  test("and refuses an entry on another disk", () => {
    expect(outcome(rawZip([{ ...A, disk: 1 }]))).toEqual(["ARCHIVE_MULTI_DISK a.txt"]);
    expect(outcome(rawZip([{ ...A, disk: 0xffff }]))).toEqual(["ARCHIVE_ZIP64_EXTRA_MISSING a.txt"]);
  });
});

describe("readArchiveSync() reads zip64 end records (zip Z1, Z2, Z5, Z6)", () => {
  const sentinels = { entries: 0xffff, entriesOnDisk: 0xffff, directorySize: 0xffffffff, directoryOffset: 0xffffffff };

  test("that stand where they must, with sentinels or equal values", () => {
    expect(outcome(rawZip([A], { zip64: {} }))).toEqual(["accepted", "a.txt"]);
    expect(outcome(rawZip([A], { zip64: {}, ...sentinels, disk: 0xffff, directoryDisk: 0xffff }))).toEqual(["accepted", "a.txt"]);
    expect(outcome(rawZip([A], { zip64: { disks: 0 }, ...sentinels }))).toEqual(["accepted", "a.txt"]);
  });

  test.each<readonly [string, RawArchive, string]>([
    ["a record without its signature", { zip64: { signature: 1 } }, "ARCHIVE_ZIP64_MISPLACED"],
    ["a locator that points elsewhere", { zip64: { locatorOffset: 0n } }, "ARCHIVE_ZIP64_MISPLACED"],
    ["bytes between record and locator", { zip64: { between: new Uint8Array(1) } }, "ARCHIVE_ZIP64_MISPLACED"],
    ["a record with extensible data", { zip64: { size: 45n } }, "ARCHIVE_ZIP64_RECORD_SIZE"],
    ["a record said to be shorter", { zip64: { size: 43n } }, "ARCHIVE_ZIP64_RECORD_SIZE"],
    ["a record of another disk", { zip64: { disk: 1 } }, "ARCHIVE_MULTI_DISK"],
    ["a directory on another disk", { zip64: { directoryDisk: 1 } }, "ARCHIVE_MULTI_DISK"],
    ["a locator for another disk", { zip64: { locatorDisk: 1 } }, "ARCHIVE_MULTI_DISK"],
    ["two disks in all", { zip64: { disks: 2 } }, "ARCHIVE_MULTI_DISK"],
    ["a count above 2^53-1", { zip64: { entries: 2n ** 53n } }, "ARCHIVE_NUMBER_TOO_LARGE"],
    ["a count on this disk above 2^53-1", { zip64: { entriesOnDisk: 2n ** 53n } }, "ARCHIVE_NUMBER_TOO_LARGE"],
    ["a size above 2^53-1", { zip64: { directorySize: 2n ** 64n - 1n } }, "ARCHIVE_NUMBER_TOO_LARGE"],
    ["an offset above 2^53-1", { zip64: { directoryOffset: 2n ** 53n } }, "ARCHIVE_NUMBER_TOO_LARGE"],
    ["an offset of 2^53-1 that the end record does not have", { zip64: { directoryOffset: 2n ** 53n - 1n } }, "ARCHIVE_ZIP64_CONTRADICTION"],
    ["another disk than the end record's", { zip64: {}, disk: 1 }, "ARCHIVE_ZIP64_CONTRADICTION"],
    ["another directory disk than the end record's", { zip64: {}, directoryDisk: 1 }, "ARCHIVE_ZIP64_CONTRADICTION"],
    ["another count than the end record's", { zip64: {}, entries: 2 }, "ARCHIVE_ZIP64_CONTRADICTION"],
    ["another count on this disk than the end record's", { zip64: {}, entriesOnDisk: 2 }, "ARCHIVE_ZIP64_CONTRADICTION"],
    ["another size than the end record's", { zip64: {}, directorySize: 50 }, "ARCHIVE_ZIP64_CONTRADICTION"],
    ["another offset than the end record's", { zip64: {}, directoryOffset: 1 }, "ARCHIVE_ZIP64_CONTRADICTION"],
    ["two counts", { zip64: { entriesOnDisk: 2n }, ...sentinels }, "ARCHIVE_COUNT_MISMATCH"],
    ["a directory that ends elsewhere", { zip64: { directoryOffset: 1n }, ...sentinels }, "ARCHIVE_DIRECTORY_MISPLACED"],
  ])("and refuses %s", (_, archive, expected) => {
    expect(outcome(rawZip([A], archive))).toEqual([expected]);
  });

  test("and takes a locator's signature for one even in the directory's last extra field", () => {
    const extra = extraField(0xcafe, bytes(u32(0x07064b50), new Uint8Array(16)));
    expect(outcome(rawZip([{ ...A, extra }]))).toEqual(["ARCHIVE_ZIP64_MISPLACED"]);
  });
});

describe("readArchiveSync() reads zip64 extras (zip Z3-Z5, Z7)", () => {
  const both = { size: 0xffffffff, compressedSize: 0xffffffff };
  const real = { size: 5, compressedSize: 5 };
  function zip64(...values: bigint[]): Uint8Array {
    return extraField(1, bytes(...values.map(u64)));
  }

  test.each<readonly [string, RawEntry, string[]]>([
    ["both sizes", { ...A, ...both, extra: zip64(5n, 5n), local: real }, ["accepted", "a.txt"]],
    ["both sizes and a true offset", { ...A, ...both, extra: zip64(5n, 5n, 0n), local: real }, ["accepted", "a.txt"]],
    ["the offset alone", { ...A, localOffset: 0xffffffff, extra: zip64(0n) }, ["accepted", "a.txt"]],
    ["everything", { ...A, ...both, localOffset: 0xffffffff, disk: 0xffff, extra: extraField(1, bytes(u64(5n), u64(5n), u64(0n), u32(0))), local: real }, ["accepted", "a.txt"]],
    ["nothing, in an empty extra", { ...A, extra: zip64() }, ["accepted", "a.txt"]],
    ["true surplus values", { ...A, extra: zip64(5n, 5n) }, ["accepted", "a.txt"]],
    ["both local sizes", { ...A, local: { ...both, extra: zip64(5n, 5n) } }, ["accepted", "a.txt"]],
    ["true local surplus values", { ...A, local: { extra: zip64(5n, 5n) } }, ["accepted", "a.txt"]],
    ["a false surplus size", { ...A, extra: zip64(6n) }, ["ARCHIVE_ZIP64_EXTRA_SURPLUS a.txt"]],
    ["a false surplus offset", { ...A, ...both, extra: zip64(5n, 5n, 1n), local: real }, ["ARCHIVE_ZIP64_EXTRA_SURPLUS a.txt"]],
    ["surplus values before the one that is asked for", { ...A, localOffset: 0xffffffff, extra: zip64(5n, 5n, 0n) }, ["ARCHIVE_ZIP64_EXTRA_SURPLUS a.txt"]],
    ["half a surplus value", { ...A, ...both, extra: extraField(1, new Uint8Array(20)), local: real }, ["ARCHIVE_ZIP64_EXTRA_SURPLUS a.txt"]],
    ["more than there are fields", { ...A, extra: extraField(1, bytes(u64(5n), u64(5n), u64(0n), u32(0), u32(0))) }, ["ARCHIVE_ZIP64_EXTRA_SURPLUS a.txt"]],
    ["a false local surplus size", { ...A, local: { extra: zip64(5n, 6n) } }, ["ARCHIVE_ZIP64_EXTRA_SURPLUS a.txt"]],
    ["no extra for sentinels", { ...A, ...both, local: real }, ["ARCHIVE_ZIP64_EXTRA_MISSING a.txt"]],
    ["an extra that is too short", { ...A, ...both, extra: zip64(5n), local: real }, ["ARCHIVE_ZIP64_EXTRA_MISSING a.txt"]],
    ["no local extra for sentinels", { ...A, local: both }, ["ARCHIVE_ZIP64_EXTRA_MISSING a.txt"]],
    ["only one size as a sentinel", { ...A, size: 0xffffffff, extra: zip64(5n), local: real }, ["ARCHIVE_ZIP64_HALF a.txt"]],
    ["only the other size as a sentinel", { ...A, compressedSize: 0xffffffff, extra: zip64(5n), local: real }, ["ARCHIVE_ZIP64_HALF a.txt"]],
    ["only one local size as a sentinel", { ...A, local: { size: 0xffffffff, extra: zip64(5n) } }, ["ARCHIVE_ZIP64_HALF a.txt"]],
    ["a size above 2^53-1", { ...A, ...both, extra: zip64(2n ** 53n, 5n), local: real }, ["ARCHIVE_NUMBER_TOO_LARGE a.txt"]],
    ["another disk", { ...A, disk: 0xffff, extra: extraField(1, u32(1)) }, ["ARCHIVE_MULTI_DISK a.txt"]],
    ["other local sizes than the true ones", { ...A, local: { ...both, extra: zip64(6n, 5n) } }, ["ARCHIVE_LOCAL_SIZES_DIFFER a.txt"]],
  ])("with %s", (_, entry, expected) => {
    expect(outcome(rawZip([entry]))).toEqual(expected);
  });
});

describe("readArchiveSync() holds the local header against the central one (zip H1-H6)", () => {
  test.each<readonly [string, RawEntry, string[]]>([
    ["no signature", { ...A, local: { signature: 0x04034b51 } }, ["ARCHIVE_LOCAL_HEADER_MISSING a.txt"]],
    ["another name of equal length", { ...A, local: { name: "b.txt" } }, ["ARCHIVE_LOCAL_NAME_DIFFERS a.txt"]],
    ["a name in other case", { ...A, local: { name: "A.txt" } }, ["ARCHIVE_LOCAL_NAME_DIFFERS a.txt"]],
    ["a longer name", { ...A, local: { name: "a.txt2" } }, ["ARCHIVE_LOCAL_NAME_DIFFERS a.txt"]],
    ["another method", { ...A, local: { method: 8 } }, ["ARCHIVE_LOCAL_METHOD_DIFFERS a.txt"]],
    ["another flag", { ...A, local: { flags: 1 << 11 } }, ["ARCHIVE_LOCAL_METHOD_DIFFERS a.txt"]],
    ["an encryption flag", { ...A, local: { flags: 1 } }, ["ARCHIVE_LOCAL_METHOD_DIFFERS a.txt"]],
    ["a descriptor flag", { ...A, local: { flags: 8 } }, ["ARCHIVE_LOCAL_METHOD_DIFFERS a.txt"]],
    ["another effort", { ...A, local: { flags: 6 } }, ["accepted", "a.txt"]],
    ["another checksum", { ...A, local: { crc32: 1 } }, ["ARCHIVE_LOCAL_SIZES_DIFFER a.txt"]],
    ["a checksum of 0", { ...A, local: { crc32: 0 } }, ["ARCHIVE_LOCAL_SIZES_DIFFER a.txt"]],
    ["another size", { ...A, local: { size: 4 } }, ["ARCHIVE_LOCAL_SIZES_DIFFER a.txt"]],
    ["another compressed size", { ...A, local: { compressedSize: 4 } }, ["ARCHIVE_LOCAL_SIZES_DIFFER a.txt"]],
    ["an extra of encryption", { ...A, local: { extra: extraField(0x9901, new Uint8Array(7)) } }, ["ARCHIVE_ENCRYPTED a.txt"]],
    ["a broken extra", { ...A, local: { extra: Uint8Array.of(1, 0, 9, 0) } }, ["ARCHIVE_EXTRA_BROKEN a.txt"]],
    ["an ordinary extra", { ...A, local: { extra: extraField(0x5455, new Uint8Array(9)) } }, ["accepted", "a.txt"]],
    ["a very long extra", { ...A, local: { extra: extraField(0xcafe, new Uint8Array(60_000)) } }, ["accepted", "a.txt"]],
    ["data that reaches into the directory", { ...A, compressedSize: 6, size: 6 }, ["ARCHIVE_LOCAL_HEADER_OUT_OF_BOUNDS a.txt"]],
    ["an extra that pushes the data into the directory", { ...A, data: toBytes("hello"), local: { extra: u16(0), compressedSize: 7, size: 7 }, compressedSize: 7, size: 7 }, ["ARCHIVE_LOCAL_HEADER_OUT_OF_BOUNDS a.txt"]],
    ["a place past the end", { ...A, localOffset: 1000 }, ["ARCHIVE_LOCAL_HEADER_OUT_OF_BOUNDS a.txt"]],
  ])("with %s", (_, entry, expected) => {
    expect(outcome(rawZip([entry]))).toEqual(expected);
  });
});

describe("readArchiveSync() has the records tile the archive (zip S9)", () => {
  test("in any order of the directory", () => {
    const first = { name: "a", content: "1" };
    const second = { name: "b", content: "22" };
    const records = rawZip([second, first]);
    const [recordBytes, headerBytes] = [31, 47];
    const directory = records.subarray(2 * recordBytes + 3, 2 * recordBytes + 3 + 2 * headerBytes);
    const swapped = bytes(directory.subarray(headerBytes), directory.subarray(0, headerBytes));
    const archive = rawZip([second, first], { directory: swapped });
    expect(outcome(archive)).toEqual(["accepted", "a", "b"]);
    expect(judge(archive)).toMatchObject({ entries: [{ dataOffset: 64 }, { dataOffset: 31 }] });
  });

  test.each<readonly [string, RawEntry[], RawArchive, string[]]>([
    ["bytes before the first entry", [A], { prefix: toBytes("x") }, ["ARCHIVE_GAP"]],
    ["bytes in an archive without entries", [], { prefix: toBytes("x") }, ["ARCHIVE_GAP"]],
    ["bytes before the directory", [A], { beforeDirectory: toBytes("x") }, ["ARCHIVE_GAP a.txt"]],
    ["bytes between entries", [{ ...A, after: toBytes("x") }, { name: "b" }], {}, ["ARCHIVE_GAP a.txt"]],
    ["a descriptor that no flag announces", [{ ...A, after: descriptor("hello", toBytes("hello"), { signed: true, wide: false }) }], {}, ["ARCHIVE_GAP a.txt"]],
    ["two entries at one place", [A, { ...A, name: "b.txt", localOffset: 0 }], {}, ["ARCHIVE_OVERLAP a.txt", "ARCHIVE_LOCAL_NAME_DIFFERS b.txt"]],
    ["an entry that is not listed", [A], { beforeDirectory: rawZip([{ name: "hidden" }]).subarray(0, 36) }, ["ARCHIVE_GAP a.txt"]],
    ["a marker of several disks", [A], { prefix: u32(0x08074b50) }, ["ARCHIVE_MULTI_DISK"]],
    ["a marker of one disk of several", [A], { prefix: u32(0x30304b50) }, ["ARCHIVE_MULTI_DISK"]],
    ["less than a marker", [A], { prefix: u32(0x30304b50).subarray(0, 3) }, ["ARCHIVE_GAP"]],
  ])("and refuses %s", (_, entries, archive, expected) => {
    expect(outcome(rawZip(entries, archive))).toEqual(expected);
  });

  test("and refuses an entry whose extra field reaches into the next", () => {
    const inner = rawZip([{ name: "b", content: "x" }]).subarray(0, 32);
    const entries: RawEntry[] = [
      { name: "a", content: "", size: 0, compressedSize: 0, local: { extra: extraField(0xcafe, inner) } },
      { name: "b", content: "x", localOffset: 35, data: toBytes("") , compressedSize: 1, size: 1 },
    ];
    expect(outcome(rawZip(entries))).toContain("ARCHIVE_OVERLAP a");
  });

  test("and reads each byte of the archive at most a few times, whatever the entries claim", () => {
    const entries = Array.from({ length: 500 }, (_, place) => ({ name: `f${place}`, localOffset: 0, local: { extra: extraField(0xcafe, new Uint8Array(1000)) } }));
    const archive = rawZip(entries);
    const inner = bufferSource(archive);
    let read = 0;
    const counting = { size: inner.size, readSync: (offset: number, length: number) => ((read += length), inner.readSync(offset, length)) };
    expect(readArchiveSync(counting, LIMITS).verdict).toBe("refused");
    expect(read).toBeLessThan(2 * archive.length);
  });
});

describe("readArchiveSync() reads data descriptors (zip D1, D2)", () => {
  const data = toBytes("hello");
  const forms = [true, false].flatMap((signed) => [true, false].map((wide) => ({ signed, wide })));

  test.each(forms)("in the form %j", (form) => {
    const streamed = { ...A, flags: 8, after: descriptor("hello", data, form) };
    expect(outcome(rawZip([streamed, { name: "b" }]))).toEqual(["accepted", "a.txt", "b"]);
    const known = { ...streamed, local: { size: 5, compressedSize: 5, crc32: 0x3610a686 } };
    expect(outcome(rawZip([known]))).toEqual(["accepted", "a.txt"]);
    const wrongLocal = { ...streamed, local: { size: 6 } };
    expect(outcome(rawZip([wrongLocal]))).toEqual(["ARCHIVE_LOCAL_SIZES_DIFFER a.txt"]);
    for (const place of streamed.after.keys()) {
      const after = Uint8Array.from(streamed.after);
      after[place] = (after[place] ?? 0) ^ 1;
      expect(outcome(rawZip([{ ...streamed, after }]))).toEqual(["ARCHIVE_DESCRIPTOR_INVALID a.txt"]);
    }
    expect(outcome(rawZip([{ ...streamed, after: bytes(streamed.after, Uint8Array.of(0)) }]))).toEqual(["ARCHIVE_DESCRIPTOR_INVALID a.txt"]);
    expect(outcome(rawZip([{ ...streamed, after: streamed.after.subarray(1) }]))).toEqual(["ARCHIVE_DESCRIPTOR_INVALID a.txt"]);
  });

  test("and refuses an entry without the one that it announces", () => {
    expect(outcome(rawZip([{ ...A, flags: 8 }]))).toEqual(["ARCHIVE_DESCRIPTOR_INVALID a.txt"]);
    expect(outcome(rawZip([{ ...A, flags: 8, after: new Uint8Array(100) }]))).toEqual(["ARCHIVE_DESCRIPTOR_INVALID a.txt"]);
  });

  test("with local zip64 extras that hold zero", () => {
    const local = { size: 0xffffffff, compressedSize: 0xffffffff, extra: extraField(1, new Uint8Array(16)) };
    const entry = { ...A, method: 8, flags: 8, local, after: descriptor("hello", rawDeflated("hello"), { signed: true, wide: true }) };
    expect(outcome(rawZip([entry]))).toEqual(["accepted", "a.txt"]);
  });

  test.each([...SIGNATURES, "\u0005\u0006"])("and refuses the signature PK%j in stored data of unstated length", (rest) => {
    const signed = { signed: true, wide: false };
    for (const at of [0, 1, 65_533, 65_534, 65_535, 65_536, 100_000]) {
      const content = `${"x".repeat(at)}PK${rest}${"y".repeat(10)}`;
      const entry: RawEntry = { name: "a", content, flags: 8, after: descriptor(content, toBytes(content), signed) };
      expect(outcome(rawZip([entry])), `at ${at}`).toEqual(["ARCHIVE_DESCRIPTOR_AMBIGUOUS a"]);
      const told = { ...entry, local: { compressedSize: content.length } };
      expect(outcome(rawZip([told]))).toEqual(["accepted", "a"]);
    }
  });

  test("and lets through what only resembles a signature", () => {
    const content = "PK PK\u0003 PPKK\u0003\u0004 PK\u0004\u0003PK";
    const after = descriptor(content, toBytes(content), { signed: true, wide: false });
    expect(outcome(rawZip([{ name: "a", content, flags: 8, after }]))).toEqual(["accepted", "a"]);
  });
});

describe("readArchiveSync() reads extra fields (zip X1-X3)", () => {
  test.each<readonly [string, Uint8Array, string[]]>([
    ["timestamps and owners", bytes(extraField(0x5455, new Uint8Array(5)), extraField(0x7875, new Uint8Array(11))), ["accepted", "a.txt"]],
    ["one zero byte at the end", new Uint8Array(1), ["accepted", "a.txt"]],
    ["three zero bytes at the end", bytes(extraField(0x5455, new Uint8Array(5)), new Uint8Array(3)), ["accepted", "a.txt"]],
    ["another byte at the end", bytes(extraField(0x5455, new Uint8Array(5)), Uint8Array.of(0, 0, 1)), ["ARCHIVE_EXTRA_BROKEN a.txt"]],
    ["a field that reaches out", Uint8Array.of(0x55, 0x54, 2, 0, 0), ["ARCHIVE_EXTRA_BROKEN a.txt"]],
    ["a field that just fits", Uint8Array.of(0x55, 0x54, 1, 0, 0), ["accepted", "a.txt"]],
    ["an unknown field twice", bytes(extraField(0xcafe, new Uint8Array(1)), extraField(0xcafe, new Uint8Array(2))), ["accepted", "a.txt"]],
    ["zip64 twice", bytes(extraField(1, new Uint8Array(0)), extraField(1, new Uint8Array(0))), ["ARCHIVE_EXTRA_REPEATED a.txt"]],
    ["a Unicode name twice", bytes(unicodeName("a.txt", "a.txt"), unicodeName("a.txt", "a.txt")), ["ARCHIVE_EXTRA_REPEATED a.txt"]],
    ["a Unicode comment twice", bytes(extraField(0x6375, new Uint8Array(5)), extraField(0x6375, new Uint8Array(5))), ["ARCHIVE_EXTRA_REPEATED a.txt"]],
    ["encryption twice", bytes(extraField(0x9901, new Uint8Array(7)), extraField(0x9901, new Uint8Array(7))), ["ARCHIVE_EXTRA_REPEATED a.txt"]],
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

describe("readArchiveSync() takes only ordinary entries (zip E1-E3, A1-A4, H5)", () => {
  const dir = { name: "d/" };
  test.each<readonly [string, RawEntry, string[]]>([
    ["the flag of encryption", { ...A, flags: 1 }, ["ARCHIVE_ENCRYPTED a.txt"]],
    ["the flag of strong encryption", { ...A, flags: 1 << 6 }, ["ARCHIVE_ENCRYPTED a.txt"]],
    ["the flag of hidden headers", { ...A, flags: 1 << 13 }, ["ARCHIVE_ENCRYPTED a.txt"]],
    ["the extra of AES", { ...A, extra: extraField(0x9901, new Uint8Array(7)) }, ["ARCHIVE_ENCRYPTED a.txt"]],
    ["the extra of strong encryption", { ...A, extra: extraField(0x0017, new Uint8Array(8)) }, ["ARCHIVE_ENCRYPTED a.txt"]],
    ["flags of effort", { ...A, flags: 6 }, ["accepted", "a.txt"]],
    ["the flag of UTF-8", { ...A, flags: 1 << 11 }, ["accepted", "a.txt"]],
    ...[4, 5, 7, 8, 9, 10, 12, 14, 15].map((bit) => [`flag ${bit}`, { ...A, flags: 1 << bit }, ["ARCHIVE_FLAG_UNKNOWN a.txt"]] as const),
    ...[1, 6, 7, 9, 12, 14, 93, 95, 99].map((method) => [`method ${method}`, { ...A, method }, ["ARCHIVE_METHOD_UNKNOWN a.txt"]] as const),
    ["a symbolic link", { ...A, attributes: 0o120777 * 0x10000 }, ["ARCHIVE_SYMLINK a.txt"]],
    ["a symbolic link from another host", { ...A, host: 0, attributes: 0o120777 * 0x10000 }, ["ARCHIVE_SYMLINK a.txt"]],
    ["a pipe", { ...A, attributes: 0o010644 * 0x10000 }, ["ARCHIVE_SPECIAL_FILE a.txt"]],
    ["a character device", { ...A, attributes: 0o020644 * 0x10000 }, ["ARCHIVE_SPECIAL_FILE a.txt"]],
    ["a block device", { ...A, attributes: 0o060644 * 0x10000 }, ["ARCHIVE_SPECIAL_FILE a.txt"]],
    ["a socket", { ...A, attributes: 0o140644 * 0x10000 }, ["ARCHIVE_SPECIAL_FILE a.txt"]],
    ["a type that does not exist", { ...A, attributes: 0o150644 * 0x10000 }, ["ARCHIVE_SPECIAL_FILE a.txt"]],
    ["a regular file", { ...A, attributes: 0o100644 * 0x10000 }, ["accepted", "a.txt"]],
    ["no type", { ...A, attributes: 0o644 * 0x10000 + 0x20 }, ["accepted", "a.txt"]],
    ["a folder by type without a slash", { ...A, attributes: 0o040755 * 0x10000 }, ["ARCHIVE_KIND_CONTRADICTION a.txt"]],
    ["a folder by attribute without a slash", { ...A, attributes: 0x10 }, ["ARCHIVE_KIND_CONTRADICTION a.txt"]],
    ["a file by type with a slash", { ...dir, attributes: 0o100644 * 0x10000 }, ["ARCHIVE_KIND_CONTRADICTION d"]],
    ["a folder without any type", dir, ["accepted", "d/"]],
    ["a folder with content", { ...dir, content: "x" }, ["ARCHIVE_DIRECTORY_WITH_CONTENT d"]],
    ["a folder with a checksum", { ...dir, crc32: 1 }, ["ARCHIVE_DIRECTORY_WITH_CONTENT d"]],
    ["a deflated folder", { ...dir, method: 8 }, ["accepted", "d/"]],
    ["a deflated folder of nothing", { ...dir, method: 8, data: new Uint8Array(0) }, ["accepted", "d/"]],
    ["a deflated folder of other bytes", { ...dir, method: 8, data: Uint8Array.of(3, 1) }, ["ARCHIVE_DIRECTORY_WITH_CONTENT d"]],
    ["a deflated folder of three bytes", { ...dir, method: 8, data: Uint8Array.of(3, 0, 0) }, ["ARCHIVE_DIRECTORY_WITH_CONTENT d"]],
    ["a stored folder of two bytes", { ...dir, data: Uint8Array.of(3, 0), size: 0 }, ["ARCHIVE_DIRECTORY_WITH_CONTENT d", "ARCHIVE_SIZES_CONTRADICT d"]],
    ["a stored file with two sizes", { ...A, size: 6 }, ["ARCHIVE_SIZES_CONTRADICT a.txt"]],
    ["a file deflated to nothing", { ...A, method: 8, data: new Uint8Array(0), size: 0 }, ["ARCHIVE_SIZES_CONTRADICT a.txt"]],
    ["an empty file", { name: "e" }, ["accepted", "e"]],
  ])("with %s", (_, entry, expected) => {
    expect(outcome(rawZip([entry]))).toEqual(expected);
  });

  test.each([
    [0o100644, false, []],
    [0o100755, true, []],
    [0o100700, true, []],
    [0o100655, false, []],
    [0o104755, true, [["ARCHIVE_MODE_DROPPED", "a.txt"]]],
    [0o102644, false, [["ARCHIVE_MODE_DROPPED", "a.txt"]]],
    [0o101644, false, [["ARCHIVE_MODE_DROPPED", "a.txt"]]],
    [0o100666, false, [["ARCHIVE_MODE_DROPPED", "a.txt"]]],
  ])("and keeps of the mode %o only whether the owner may execute", (mode, executable, told) => {
    const archive = rawZip([{ ...A, attributes: mode * 0x10000 }]);
    expect(judge(archive)).toMatchObject({ entries: [{ executable }] });
    expect(notes(archive)).toEqual(told);
  });

  test("and tells what it does not apply", () => {
    expect(judge(rawZip([{ ...A, attributes: 0o104755 * 0x10000 }]))).toMatchObject({
      normalisations: [{ detail: "Of the mode 04755, at most the executable bit is applied." }],
    });
    expect(judge(rawZip([{ name: "d/", attributes: 0o40755 * 0x10000 }]))).toMatchObject({ entries: [{ executable: false }], normalisations: [] });
  });
});

describe("readArchiveSync() decodes names (zip N1-N3)", () => {
  const latin = Uint8Array.of(0xfc, 0x2e, 0x74);
  const field = unicodeName("ü.t", latin);

  test.each<readonly [string, RawEntry, string[]]>([
    ["bytes that are not UTF-8", { name: latin }, ["ARCHIVE_NAME_NOT_UTF8 \\u{FFFD}.t"]],
    ["bytes that are not UTF-8, but said to be", { name: latin, flags: 1 << 11 }, ["ARCHIVE_NAME_NOT_UTF8 \\u{FFFD}.t"]],
    ["an overlong slash", { name: Uint8Array.of(0xc0, 0xaf) }, ["ARCHIVE_NAME_NOT_UTF8 \\u{FFFD}\\u{FFFD}"]],
    ["a Unicode name in both headers", { name: latin, extra: field, local: { extra: field } }, ["accepted", "ü.t"]],
    ["a Unicode name in the central header only", { name: latin, extra: field }, ["ARCHIVE_UNICODE_NAME_CONTRADICTION ü.t"]],
    ["two Unicode names", { name: latin, extra: field, local: { extra: unicodeName("ö.t", latin) } }, ["ARCHIVE_UNICODE_NAME_CONTRADICTION ü.t"]],
    ["two Unicode names of two lengths", { name: latin, extra: field, local: { extra: unicodeName("ü.tt", latin) } }, ["ARCHIVE_UNICODE_NAME_CONTRADICTION ü.t"]],
    ["a Unicode name of another version", { name: latin, extra: unicodeName("ü.t", latin, 2) }, ["ARCHIVE_NAME_NOT_UTF8 \\u{FFFD}.t"]],
    ["a Unicode name for another name", { name: latin, extra: unicodeName("ü.t", "x.t") }, ["ARCHIVE_NAME_NOT_UTF8 \\u{FFFD}.t"]],
    ["a Unicode name that is not UTF-8", { name: latin, extra: unicodeName(latin, latin) }, ["ARCHIVE_NAME_NOT_UTF8 \\u{FFFD}.t"]],
    ["a Unicode name field that is too short", { name: latin, extra: extraField(0x7075, new Uint8Array(4)) }, ["ARCHIVE_NAME_NOT_UTF8 \\u{FFFD}.t"]],
    ["an equal Unicode name", { ...A, extra: unicodeName("a.txt", "a.txt"), local: { extra: unicodeName("a.txt", "a.txt") } }, ["accepted", "a.txt"]],
    ["an equal Unicode name in the central header only", { ...A, extra: unicodeName("a.txt", "a.txt") }, ["accepted", "a.txt"]],
    ["an equal Unicode name in the local header only", { ...A, local: { extra: unicodeName("a.txt", "a.txt") } }, ["accepted", "a.txt"]],
    ["another Unicode name in the local header only", { ...A, local: { extra: unicodeName("b.txt", "a.txt") } }, ["ARCHIVE_UNICODE_NAME_CONTRADICTION a.txt"]],
    ["another Unicode name", { ...A, extra: unicodeName("b.txt", "a.txt") }, ["ARCHIVE_UNICODE_NAME_CONTRADICTION a.txt"]],
    ["an equal Unicode name of another version", { ...A, extra: unicodeName("a.txt", "a.txt", 2) }, ["ARCHIVE_UNICODE_NAME_CONTRADICTION a.txt"]],
    ["an equal Unicode name with a false checksum", { ...A, extra: unicodeName("a.txt", "b.txt") }, ["ARCHIVE_UNICODE_NAME_CONTRADICTION a.txt"]],
    ["a byte order mark", { name: "\uFEFFa" }, ["PATH_CHARACTER \\u{FEFF}a"]],
  ])("with %s", (_, entry, expected) => {
    expect(outcome(rawZip([entry]))).toEqual(expected);
  });

  test("and tells which names it had to help", () => {
    expect(notes(rawZip([{ name: latin, extra: field, local: { extra: field } }]))).toEqual([["ARCHIVE_NAME_FROM_EXTRA", "ü.t"]]);
    expect(notes(rawZip([{ name: "ü" }, { name: "a" }]))).toEqual([["ARCHIVE_NAME_FLAG_MISSING", "ü"]]);
    expect(notes(rawZip([{ name: "ü", flags: 1 << 11 }]))).toEqual([]);
  });
});

describe("readArchiveSync() judges names (zip P, K, M)", () => {
  test.each<readonly [string, RawEntry[], string[]]>([
    ["a path that leads out", [{ name: "../x" }], ["PATH_TRAVERSAL ../x"]],
    ["an absolute path", [{ name: "/x" }], ["PATH_ABSOLUTE /x"]],
    ["an absolute folder", [{ name: "/" }], ["PATH_ABSOLUTE /"]],
    ["an empty name", [{ name: "" }], ["PATH_EMPTY "]],
    ["two slashes at the end", [{ name: "d//" }], ["PATH_EMPTY_SEGMENT d/"]],
    ["all that is wrong", [{ name: "a\\b" }, { name: "c/../nul" }], ["PATH_BACKSLASH a\\b", "PATH_TRAVERSAL c/../nul", "PATH_DEVICE_NAME c/../nul"]],
    ["two names that collide", [{ name: "a" }, { name: "A" }], ["PATH_COLLISION A"]],
    ["a name twice", [{ name: "a" }, { name: "a" }], ["PATH_REPEATED a"]],
    ["a file that is a folder", [{ name: "a" }, { name: "a/" }], ["PATH_FILE_AND_FOLDER a"]],
    ["junk that leads out", [{ name: "__MACOSX/../../x" }], ["PATH_TRAVERSAL __MACOSX/../../x"]],
  ])("and refuses %s", (_, entries, expected) => {
    expect(outcome(rawZip(entries))).toEqual(expected);
  });

  test("and makes slashes of backslashes only when an old DOS archive has nothing else", () => {
    const names = (host: number, ...all: string[]) => rawZip(all.map((name) => ({ name, host })));
    expect(outcome(names(0, "d\\", "d\\a.txt"))).toEqual(["accepted", "d/", "d/a.txt"]);
    expect(notes(names(0, "d\\a.txt"))).toEqual([["ARCHIVE_BACKSLASH_REPLACED", null]]);
    expect(outcome(names(0, "d\\a.txt", "e/b"))).toEqual(["PATH_BACKSLASH d\\a.txt"]);
    expect(outcome(names(3, "d\\a.txt"))).toEqual(["PATH_BACKSLASH d\\a.txt"]);
    expect(outcome(names(0, "..\\x"))).toEqual(["PATH_TRAVERSAL ../x"]);
    expect(outcome(names(0, "a", "b"))).toEqual(["accepted", "a", "b"]);
    expect(notes(names(0, "a", "b"))).toEqual([]);
    const mixed = rawZip([{ name: "a\\b", host: 0 }, { name: "c", host: 3 }]);
    expect(outcome(mixed)).toEqual(["PATH_BACKSLASH a\\b"]);
  });

  test("and drops a leading `./` only when every name has it", () => {
    const names = (...all: string[]) => rawZip(all.map((name) => ({ name })));
    expect(outcome(names("./", "./a", "./d/", "./d/b"))).toEqual(["accepted", "a", "d/", "d/b"]);
    expect(notes(names("./", "./a"))).toEqual([["ARCHIVE_DOT_SEGMENT_DROPPED", null]]);
    expect(outcome(names("./a", "b"))).toEqual(["PATH_DOT_SEGMENT ./a"]);
    expect(outcome(names("././a"))).toEqual(["PATH_DOT_SEGMENT ./a"]);
    expect(outcome(names(".//a"))).toEqual(["PATH_ABSOLUTE /a"]);
    expect(outcome(names("./../a"))).toEqual(["PATH_TRAVERSAL ../a"]);
    expect(outcome(names("./", "./"))).toEqual(["PATH_REPEATED ./"]);
    expect(outcome(rawZip([{ name: "./", content: "x" }]))).toEqual(["ARCHIVE_DIRECTORY_WITH_CONTENT "]);
    expect(outcome(names("."))).toEqual(["PATH_DOT_SEGMENT ."]);
  });

  test("and leaves out what only a desktop needs, and says so", () => {
    const kept = ["s/a", "s/.hidden", "s/__MACOSX/x", "s/my.DS_Store", "DS_Store"];
    const dropped = ["__MACOSX/s/._a", "s/._a", "s/.DS_Store", "s/Desktop.ini", "Thumbs.db", "s/thumbs.db"];
    const archive = rawZip([...kept, ...dropped].map((name) => ({ name, content: "x" })));
    expect(outcome(archive)).toEqual(["accepted", ...kept]);
    expect(notes(archive)).toEqual(dropped.map((name) => ["ARCHIVE_JUNK_DROPPED", name]));
  });
});

describe("readArchiveSync() adds up (zip B2, B4, B5)", () => {
  const two = [A, { name: "b.txt", content: "world!" }];

  test("the size of each entry", () => {
    expect(outcome(rawZip(two), { ...LIMITS, maxEntryBytes: 6 })).toEqual(["accepted", "a.txt", "b.txt"]);
    expect(outcome(rawZip(two), { ...LIMITS, maxEntryBytes: 5 })).toEqual(["ARCHIVE_ENTRY_TOO_LARGE b.txt"]);
  });

  test("the size of all entries", () => {
    expect(outcome(rawZip(two), { ...LIMITS, maxTotalBytes: 11 })).toEqual(["accepted", "a.txt", "b.txt"]);
    expect(outcome(rawZip(two), { ...LIMITS, maxTotalBytes: 10 })).toEqual(["ARCHIVE_TOTAL_TOO_LARGE"]);
  });

  test("what deflate can give at most", () => {
    const entry = { name: "a", method: 8, data: Uint8Array.of(3, 0) };
    expect(outcome(rawZip([{ ...entry, size: 2 * 1032 + 64 }]))).toEqual(["accepted", "a"]);
    expect(outcome(rawZip([{ ...entry, size: 2 * 1032 + 65 }]))).toEqual(["ARCHIVE_RATIO_IMPOSSIBLE a"]);
  });

  test("files and folders, implied ones included", () => {
    const deep = rawZip([{ name: "a/b/c/d" }, { name: "a/b/e/" }]);
    expect(outcome(deep, { ...LIMITS, maxEntries: 5 })).toEqual(["accepted", "a/b/c/d", "a/b/e/"]);
    expect(outcome(deep, { ...LIMITS, maxEntries: 4 })).toEqual(["ARCHIVE_TOO_MANY_FILES"]);
    expect(outcome(rawZip(two), { ...LIMITS, maxEntries: 2 })).toEqual(["accepted", "a.txt", "b.txt"]);
    expect(outcome(rawZip(two), { ...LIMITS, maxEntries: 1 })).toEqual(["ARCHIVE_TOO_MANY_ENTRIES"]);
  });

  test("at most a hundred problems", () => {
    const archive = rawZip(Array.from({ length: 101 }, (_, place) => ({ name: `../${place}` })));
    expect(outcome(archive)).toHaveLength(100);
  });
});

function rawDeflated(content: string): Uint8Array {
  const archive = rawZip([{ name: "x", content, method: 8 }]);
  const verdict = judge(archive);
  if (verdict.verdict === "refused") throw new Error("The fixture is refused");
  const [entry] = verdict.entries;
  return archive.subarray(31, 31 + (entry?.compressedSize ?? 0));
}
