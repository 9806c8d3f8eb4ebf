import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toBytes } from "../../../../test-fixtures/archives/bytes.ts";
import { descriptor } from "../../../../test-fixtures/archives/descriptor.ts";
import { extraField, unicodeName } from "../../../../test-fixtures/archives/extra-fields.ts";
import { rawZip } from "../../../../test-fixtures/archives/raw-zip.ts";
import { bufferSource } from "../bytes/buffer-source.ts";
import type { SyncByteSource } from "../bytes/byte-source.ts";
import { tableCrc32 } from "../bytes/crc32.ts";
import { fflateInflate } from "../bytes/fflate-inflate.ts";
import { isSafeRelativePath } from "../path/check-path.ts";
import { PROBLEM_CODES } from "../problem/codes.ts";
import { inspectArchiveSync } from "./inspect-archive.ts";
import { DEFAULT_PACKAGE_LIMITS } from "./limits.ts";

const CODECS = { inflate: fflateInflate, checksum: tableCrc32 };

/** What is in an archive, in hex by path, or the codes of what is wrong with it. */
type Seen = { readonly files: ReadonlyMap<string, string> } | { readonly codes: readonly string[] };

/** Inspects all of it, and expects a verdict that keeps every promise, for work that the archive's own size bounds. */
function see(archive: Uint8Array): Seen {
  const counted = countedSource(archive);
  const files = new Map<string, string>();
  const verdict = inspectArchiveSync(counted.source, DEFAULT_PACKAGE_LIMITS, CODECS, {
    onContent: ({ path }, chunk) => files.set(path, (files.get(path) ?? "") + Buffer.from(chunk).toString("hex")),
  });
  // Its tail, its directory, each record and each content are read once, and a record perhaps with its neighbours.
  expect(counted.bytes()).toBeLessThanOrEqual(8 * archive.length);
  if (verdict.verdict === "accepted") {
    for (const { path } of verdict.entries) expect(isSafeRelativePath(path)).toBe(true);
    for (const { path, kind } of verdict.entries) if (kind === "file" && !files.has(path)) files.set(path, "");
    return { files };
  }
  expect(verdict.problems.length).toBeGreaterThan(0);
  for (const { code, severity } of verdict.problems) {
    expect(PROBLEM_CODES).toHaveProperty(code);
    expect(severity).toBe("error");
  }
  return { codes: verdict.problems.map(({ code }) => code) };
}

function countedSource(bytes: Uint8Array): { source: SyncByteSource; bytes: () => number } {
  const { size, readSync } = bufferSource(bytes);
  let read = 0;
  function counting(offset: number, length: number): Uint8Array {
    read += length;
    return readSync(offset, length);
  }
  return { source: { size, readSync: counting }, bytes: () => read };
}

const LATIN = Uint8Array.of(0xe4, 0x2e, 0x74);
const PADDED = rawZip(
  [
    { name: "./a", content: "x", extra: extraField(1, new Uint8Array(0)) },
    { name: "./", method: 8 },
  ],
  { zip64: {}, tail: new Uint8Array(9) },
);
/** Every byte of these is needed. */
const WHOLE = [
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
];
const SEEDS = [...WHOLE, PADDED];

describe("whatever is done to an archive", () => {
  test.each([...SEEDS.keys()])("seed %i is accepted as it is", (seed) => {
    expect(see(SEEDS[seed] ?? new Uint8Array(0))).toHaveProperty("files");
  });

  test("each truncation is refused", () => {
    for (const seed of WHOLE) {
      for (let length = 0; length < seed.length; length += 1)
        expect(see(seed.subarray(0, length)), `first ${length} bytes`).toHaveProperty("codes");
    }
  });

  test("each single byte that is changed gives a verdict, and no other content under an old name", () => {
    for (const seed of SEEDS) {
      const before = see(seed);
      for (const place of seed.keys()) {
        for (const change of [1, 0x80, 0xff]) {
          const changed = Uint8Array.from(seed);
          changed[place] = (changed[place] ?? 0) ^ change;
          const after = see(changed);
          if (!("files" in after) || !("files" in before)) continue;
          for (const [path, content] of after.files) expect(before.files.get(path) ?? content).toBe(content);
        }
      }
    }
  });

  test("each field of four bytes that claims as much as it can gives a verdict", () => {
    for (const seed of SEEDS) {
      for (let place = 0; place + 4 <= seed.length; place += 1) {
        for (const claim of [0xffffffff, 0xfffffffe, 0x7fffffff, 0x05f00000]) {
          const changed = Uint8Array.from(seed);
          new DataView(changed.buffer).setUint32(place, claim, true);
          see(changed);
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
        see(Uint8Array.from(all));
      }),
      { numRuns: 2000 },
    );
  });

  test("bytes that were never an archive give a verdict", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        see(bytes);
      }),
      { numRuns: 300 },
    );
  });
});
