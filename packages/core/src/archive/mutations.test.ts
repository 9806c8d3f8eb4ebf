import AdmZip from "adm-zip";
import fc from "fast-check";
import { zipSync } from "fflate";
import JSZip from "jszip";
import { describe, expect, test } from "vitest";
import { bufferSource } from "../bytes/buffer-source.ts";
import { tableCrc32 } from "../bytes/crc32.ts";
import { fflateInflate } from "../bytes/fflate-inflate.ts";
import { isSafeRelativePath } from "../path/check-path.ts";
import { findCollisions } from "../path/find-collisions.ts";
import { PROBLEM_CODES } from "../problem/codes.ts";
import { descriptor, extraField, rawZip, toBytes, unicodeName } from "../../../../test-fixtures/archives/raw-zip.ts";
import { DEFAULT_PACKAGE_LIMITS } from "./limits.ts";
import { readArchiveSync } from "./read-archive.ts";
import { readEntrySync } from "./read-entry.ts";

const CODECS = { inflate: fflateInflate, checksum: tableCrc32 };

interface Content {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Reads everything, or gives the first refusal's code. */
function readAll(archive: Uint8Array): Content[] | string {
  const source = bufferSource(archive);
  const verdict = readArchiveSync(source, DEFAULT_PACKAGE_LIMITS);
  if (verdict.verdict === "refused") return verdict.problems[0]?.code ?? "refused without a problem";
  const contents: Content[] = [];
  for (const entry of verdict.entries) {
    if (entry.kind === "directory") continue;
    const content = readEntrySync(source, entry, CODECS);
    if (content.isErr()) return content.error.code;
    contents.push({ path: entry.path, bytes: content.value });
  }
  return contents;
}

const name = fc
  .array(fc.string({ unit: fc.constantFrom(..."abcxyz019-_.üß日😀 "), minLength: 1, maxLength: 8 }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((segments) => segments.join("/"))
  .filter((path) => isSafeRelativePath(path) && !/(^|\/)(\._|\.DS_Store)/.test(path));
const files = fc
  .array(
    fc.record({
      path: name,
      bytes: fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.constant(new Uint8Array(5000).fill(97))),
    }),
    { maxLength: 6 },
  )
  .filter((all) => findCollisions(all.map(({ path }) => ({ path, kind: "file" }))).problems.length === 0);

function byPath(all: readonly Content[] | string): Map<string, string> | string {
  return typeof all === "string"
    ? all
    : new Map(all.map(({ path, bytes }) => [path, Buffer.from(bytes).toString("hex")]));
}

describe("an archive comes back as it was written", () => {
  test("by fflate", () => {
    fc.assert(
      fc.property(files, fc.constantFrom(0, 6, 9), (all, level) => {
        const archive = zipSync(Object.fromEntries(all.map(({ path, bytes }) => [path, bytes])), { level });
        expect(byPath(readAll(archive))).toEqual(byPath(all));
      }),
      { numRuns: 100 },
    );
  });

  test("by jszip, with and without descriptors", async () => {
    await fc.assert(
      fc.asyncProperty(
        files,
        fc.boolean(),
        fc.constantFrom("STORE", "DEFLATE"),
        fc.constantFrom("DOS", "UNIX"),
        async (all, streamFiles, compression, platform) => {
          const zip = new JSZip();
          for (const { path, bytes } of all) zip.file(path, bytes);
          const archive = await zip.generateAsync({ type: "uint8array", streamFiles, compression, platform });
          expect(byPath(readAll(archive))).toEqual(byPath(all));
        },
      ),
      { numRuns: 100 },
    );
  });

  test("by adm-zip", () => {
    fc.assert(
      fc.property(files, (all) => {
        const zip = new AdmZip();
        for (const { path, bytes } of all) zip.addFile(path, Buffer.from(bytes));
        expect(byPath(readAll(Uint8Array.from(zip.toBuffer())))).toEqual(byPath(all));
      }),
      { numRuns: 100 },
    );
  });
});

const LATIN = Uint8Array.of(0xe4, 0x2e, 0x74);
const SEEDS = [
  rawZip([
    { name: "s/", attributes: 0x10 },
    { name: "s/a.txt", content: "hello hello hello", method: 8 },
    { name: "s/b", content: "world" },
  ]),
  rawZip([
    {
      name: "a",
      content: "hello",
      flags: 8,
      after: descriptor("hello", toBytes("hello"), { signed: true, wide: false }),
    },
    { name: "b" },
  ]),
  rawZip([{ name: LATIN, extra: unicodeName("ä.t", LATIN), local: { extra: unicodeName("ä.t", LATIN) } }], {
    comment: toBytes("by hand"),
  }),
  rawZip(
    [
      { name: "./a", content: "x", extra: extraField(1, new Uint8Array(0)) },
      { name: "./", method: 8 },
    ],
    { zip64: {}, tail: new Uint8Array(9) },
  ),
];

describe("whatever is done to an archive", () => {
  test.each([...SEEDS.keys()])("seed %i is accepted as it is", (seed) => {
    expect(typeof readAll(SEEDS[seed] ?? new Uint8Array(0))).toBe("object");
  });

  function expectVerdict(archive: Uint8Array): void {
    const verdict = readArchiveSync(bufferSource(archive), DEFAULT_PACKAGE_LIMITS);
    if (verdict.verdict === "refused") {
      expect(verdict.problems.length).toBeGreaterThan(0);
      for (const { code, severity } of verdict.problems) {
        expect(PROBLEM_CODES).toHaveProperty(code);
        expect(severity).toBe("error");
      }
    } else {
      for (const { path } of verdict.entries) expect(isSafeRelativePath(path)).toBe(true);
      readAll(archive);
    }
  }

  test("each truncation is refused", () => {
    for (const seed of SEEDS.slice(0, 3)) {
      for (let length = 0; length < seed.length; length += 1)
        expect(typeof readAll(seed.subarray(0, length))).toBe("string");
    }
  });

  test("each single byte that is changed gives a verdict, and no other content under an old name", () => {
    for (const seed of SEEDS) {
      const before = readAll(seed);
      for (const place of seed.keys()) {
        for (const change of [1, 0x80, 0xff]) {
          const changed = Uint8Array.from(seed);
          changed[place] = (changed[place] ?? 0) ^ change;
          expectVerdict(changed);
          const after = readAll(changed);
          if (typeof after === "string" || typeof before === "string") continue;
          for (const { path, bytes } of after) {
            const old = before.find((file) => file.path === path);
            if (old !== undefined) expect(bytes).toEqual(old.bytes);
          }
        }
      }
    }
  });

  test("any mix of changes, cuts, repeats and insertions gives a verdict", () => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constant("set" as const),
        at: fc.nat(600),
        value: fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 7, 8, 0x50, 0x4b, 0x7f, 0xff),
      }),
      fc.record({ kind: fc.constant("cut" as const), at: fc.nat(600), value: fc.nat(60) }),
      fc.record({ kind: fc.constant("repeat" as const), at: fc.nat(600), value: fc.nat(120) }),
      fc.record({ kind: fc.constant("fill" as const), at: fc.nat(600), value: fc.nat(8) }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...SEEDS), fc.array(step, { minLength: 1, maxLength: 5 }), (seed, steps) => {
        let all = [...seed];
        for (const { kind, at, value } of steps) {
          if (kind === "set" && at < all.length) all[at] = value;
          if (kind === "cut") all.splice(at, value);
          if (kind === "repeat") all = [...all.slice(0, at), ...all.slice(at, at + value), ...all.slice(at)];
          if (kind === "fill") all.fill(0xff, at, at + value);
        }
        expectVerdict(Uint8Array.from(all));
      }),
      { numRuns: 2000 },
    );
  });

  test("bytes that were never an archive give a verdict", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), expectVerdict), { numRuns: 300 });
  });
});
