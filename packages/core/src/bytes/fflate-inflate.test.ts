import { constants, deflateRawSync, inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { err, ok, type Result } from "neverthrow";
import { describe, expect, test } from "vitest";
import { DeflateChecker } from "./deflate-checker.ts";
import { fflateInflate } from "./fflate-inflate.ts";
import type { InflateFault } from "./inflate.ts";

const TEXT = new TextEncoder().encode("the quick brown fox, ".repeat(400));
const DEFLATED = Uint8Array.from(deflateRawSync(TEXT));

/** Bits in the order that deflate packs them: numbers from their lowest bit, codes from their highest. */
function bits(...fields: readonly (string | readonly [value: number, count: number])[]): Uint8Array {
  const all = fields.map((field) =>
    typeof field === "string" ? field : field[0].toString(2).padStart(field[1], "0").split("").toReversed().join(""),
  );
  const text = all.join("").replaceAll(" ", "");
  const bytes = new Uint8Array(Math.ceil(text.length / 8));
  for (const [place, bit] of [...text].entries())
    if (bit === "1") bytes[place >> 3] = (bytes[place >> 3] ?? 0) | (1 << (place & 7));
  return bytes;
}

const LAST_FIXED = [
  [1, 1],
  [1, 2],
] as const;
const LAST_DYNAMIC = [
  [1, 1],
  [2, 2],
] as const;
const END = "0000000";
/** Literal "a" in the fixed code. */
const LITERAL_A = "10010001";

/**
 * A dynamic block with codes of these lengths for "a", the end of the block, the only distance and "b".
 * Code lengths have the code 0 → `00`, 1 → `01`, 2 → `10`, 18 → `11`.
 */
function dynamic(literalA: number, end: number, distance: number, literalB = 0, content = "0"): Uint8Array {
  const code = (length: number) => ["00", "01", "10"][length] ?? "";
  const zeros = (count: number): [string, [number, number]] => ["11", [count - 11, 7]];
  // In the order 16 17 18 0 8 7 9 6 10 5 11 4 12 3 13 2 14 1: two bits for 18, 0, 2 and 1.
  const listed = [0, 0, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2].map((length) => [length, 3] as const);
  const fields = [code(literalA), code(literalB), ...zeros(138), ...zeros(256 - 99 - 138), code(end), code(distance)];
  return bits(...LAST_DYNAMIC, [0, 5], [0, 5], [14, 4], ...listed, ...zeros(97), ...fields, content, [0, 24]);
}

function faultOf(bytes: Uint8Array, size = 100_000): InflateFault | null {
  const result = fflateInflate.inflate(bytes, size);
  return result.isErr() ? result.error : null;
}

function agreesWithZlib(bytes: Uint8Array): boolean {
  try {
    inflateRawSync(bytes);
    return faultOf(bytes)?.kind !== "invalid";
  } catch {
    return faultOf(bytes)?.kind === "invalid";
  }
}

describe("fflateInflate.inflate() refuses what zlib refuses:", () => {
  test.each<readonly [string, string, Uint8Array]>([
    ["block type 3", "a block has the invalid type 3", bits([1, 1], [3, 2], [0, 13])],
    [
      "a stored length that is not confirmed",
      "a stored block's length is not confirmed",
      Uint8Array.of(1, 1, 0, 0xff, 0xff, 65),
    ],
    ["length symbol 286", "a length has no meaning", bits(...LAST_FIXED, LITERAL_A, "11000110", END, [0, 16])],
    [
      "distance symbol 30",
      "a distance has no meaning",
      bits(...LAST_FIXED, LITERAL_A, "0000001", "11110", END, [0, 16]),
    ],
    [
      "a distance before the start",
      "a distance reaches back before the start",
      bits(...LAST_FIXED, LITERAL_A, "0000001", "00001", END, [0, 16]),
    ],
    [
      "a distance at the very start",
      "a distance reaches back before the start",
      bits(...LAST_FIXED, "0000001", "00000", END, [0, 16]),
    ],
    ["287 length symbols", "a block has too many symbols", bits(...LAST_DYNAMIC, [30, 5], [0, 5], [0, 4], [0, 24])],
    ["31 distance symbols", "a block has too many symbols", bits(...LAST_DYNAMIC, [0, 5], [30, 5], [0, 4], [0, 24])],
    [
      "incomplete code lengths",
      "a block's code lengths have no complete code",
      bits(...LAST_DYNAMIC, [0, 5], [0, 5], [0, 4], [1, 3], [0, 3], [0, 3], [0, 3], [0, 24]),
    ],
    [
      "too many code lengths",
      "a block's code lengths have no complete code",
      bits(...LAST_DYNAMIC, [0, 5], [0, 5], [0, 4], [1, 3], [1, 3], [1, 3], [0, 3], [0, 24]),
    ],
    [
      "a repeat of nothing",
      "a block repeats a code length wrongly",
      bits(...LAST_DYNAMIC, [0, 5], [0, 5], [0, 4], [1, 3], [1, 3], [0, 3], [0, 3], "0", [0, 2], [0, 24]),
    ],
    [
      "a repeat past the end",
      "a block repeats a code length wrongly",
      bits(
        ...LAST_DYNAMIC,
        [0, 5],
        [0, 5],
        [0, 4],
        [0, 3],
        [0, 3],
        [1, 3],
        [1, 3],
        "1",
        [127, 7],
        "1",
        [127, 7],
        [0, 24],
      ),
    ],
    [
      "no code for the end of the block",
      "a block has no code for its end",
      bits(
        ...LAST_DYNAMIC,
        [0, 5],
        [0, 5],
        [0, 4],
        [0, 3],
        [0, 3],
        [1, 3],
        [1, 3],
        "1",
        [127, 7],
        "1",
        [109, 7],
        [0, 24],
      ),
    ],
    ["a length code that is not complete", "a block's code is not complete", dynamic(2, 2, 0)],
    ["a length code with too many codes", "a block's code is not complete", dynamic(1, 1, 0, 1)],
    [
      "no code lengths at all",
      "a block has an invalid code length",
      bits(...LAST_DYNAMIC, [0, 5], [0, 5], [0, 4], [0, 36]),
    ],
    ["bits that its lone code does not have", "a length has no meaning", dynamic(0, 1, 0, 0, "1")],
    ["a distance code that is not complete", "a block's code is not complete", dynamic(1, 1, 2)],
  ])("%s", (_, detail, bytes) => {
    expect(faultOf(bytes)).toEqual({ kind: "invalid", detail });
    expect(agreesWithZlib(bytes)).toBe(true);
  });
});

test("`fflateInflate.inflate()` accepts one distance code of one bit, as zlib does", () => {
  // 257 length codes of which 97 ("a") and 256 have one bit each; one distance code.
  const stream = bits(
    ...LAST_DYNAMIC,
    [0, 5],
    [0, 5],
    [14, 4],
    ...[0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1].map((length) => [length, 3] as const),
    "1",
    [97 - 11, 7],
    "0",
    "1",
    [127, 7],
    "1",
    [256 - 98 - 138 - 11, 7],
    "0",
    "0",
    "0 0 1",
    [0, 16],
  );
  expect(new TextDecoder().decode(inflateRawSync(stream))).toBe("aa");
  expect(new TextDecoder().decode(fflateInflate.inflate(stream.subarray(0, -2), 2)._unsafeUnwrap())).toBe("aa");
});

/** What `pieces` inflate to, or the first fault. */
function inPieces(pieces: readonly Uint8Array[], size: number): Result<readonly Uint8Array[], InflateFault> {
  const stream = fflateInflate.open(size);
  const output: Uint8Array[] = [];
  for (const [place, piece] of pieces.entries()) {
    stream.push(piece, place === pieces.length - 1);
    for (;;) {
      const chunk = stream.pull();
      if (chunk.isErr()) return err(chunk.error);
      if (chunk.value === null) break;
      output.push(chunk.value.slice());
    }
  }
  stream.close();
  return ok(output);
}

describe.each([
  ["in one call", (bytes: Uint8Array, size: number) => fflateInflate.inflate(bytes, size).map((whole) => [whole])],
  ["in one push", (bytes: Uint8Array, size: number) => inPieces([bytes], size)],
  [
    "byte by byte",
    (bytes: Uint8Array, size: number) =>
      inPieces(
        Array.from(bytes, (byte) => Uint8Array.of(byte)),
        size,
      ),
  ],
] as const)("fflateInflate %s", (_, inflate) => {
  test("gives the exact content", () => {
    expect(Buffer.concat(inflate(DEFLATED, TEXT.length)._unsafeUnwrap())).toEqual(Buffer.from(TEXT));
  });

  test("gives what stored blocks hold", () => {
    const stored = Uint8Array.from(deflateRawSync(TEXT, { level: 0 }));
    expect(Buffer.concat(inflate(stored, TEXT.length)._unsafeUnwrap())).toEqual(Buffer.from(TEXT));
  });

  test("faults one byte below and above the true size", () => {
    expect(inflate(DEFLATED, TEXT.length - 1)._unsafeUnwrapErr()).toEqual({ kind: "too_long" });
    expect(inflate(DEFLATED, TEXT.length + 1)._unsafeUnwrapErr()).toEqual({ kind: "too_short", actual: TEXT.length });
  });

  test("faults when bytes follow the end", () => {
    const fault = inflate(Uint8Array.of(...DEFLATED, 9), TEXT.length)._unsafeUnwrapErr();
    expect(fault).toEqual({ kind: "trailing", bytes: 1 });
  });

  test("faults when the last byte is missing", () => {
    expect(inflate(DEFLATED.subarray(0, -1), TEXT.length)._unsafeUnwrapErr()).toEqual({ kind: "truncated" });
  });
});

test("codes of more than nine bits are read, whatever the pieces", () => {
  // Each byte twice as rare as the one before makes codes as long as deflate allows.
  const rare = Uint8Array.from(
    Array.from({ length: 14 }, (_, place) => Array<number>(2 ** place).fill(place * 7)).flat(),
  );
  for (const strategy of [constants.Z_HUFFMAN_ONLY, constants.Z_DEFAULT_STRATEGY]) {
    const bytes = Uint8Array.from(deflateRawSync(rare, { strategy }));
    expect(fflateInflate.inflate(bytes, rare.length)._unsafeUnwrap()).toEqual(rare);
    const checker = new DeflateChecker(rare.length);
    for (const byte of bytes) checker.push(Uint8Array.of(byte));
    expect([checker.fault, checker.ended, checker.produced, checker.unused]).toEqual([null, true, rare.length, 0]);
  }
});

test("a stored block starts at the next whole byte after a block of codes", () => {
  const bytes = bits([0, 1], [1, 2], LITERAL_A, END, [1, 1], [0, 2], "000", [2, 16], [0xfffd, 16], [98, 8], [99, 8]);
  expect(new TextDecoder().decode(inflateRawSync(bytes))).toBe("abc");
  expect(new TextDecoder().decode(fflateInflate.inflate(bytes, 3)._unsafeUnwrap())).toBe("abc");
});

test("`open()` counts all that follows the end, over the slices that it looks at", () => {
  const trailing = new Uint8Array(DEFLATED.length + 40_000);
  trailing.set(DEFLATED);
  expect(inPieces([trailing], TEXT.length)._unsafeUnwrapErr()).toEqual({ kind: "trailing", bytes: 40_000 });
  expect(inPieces([DEFLATED, Uint8Array.of(1, 2, 3)], TEXT.length)._unsafeUnwrapErr()).toEqual({
    kind: "trailing",
    bytes: 3,
  });
});

test("`open()` stops a bomb while it looks, and gives nothing of it", () => {
  const bomb = Uint8Array.from(deflateRawSync(new Uint8Array(8 * 1024 * 1024)));
  expect(inPieces([bomb], 1000)._unsafeUnwrapErr()).toEqual({ kind: "too_long" });
  const checker = new DeflateChecker(1000);
  checker.push(bomb);
  expect(checker.produced).toBeLessThanOrEqual(1000 + 258);
  expect(checker.ended).toBe(false);
});

const stream = fc.record({
  plain: fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.string({ maxLength: 200 }).map((text) => new TextEncoder().encode(text.repeat(3))),
  ),
  level: fc.integer({ min: 0, max: 9 }),
  strategy: fc.integer({ min: 0, max: 4 }),
});

test("what zlib deflates comes back, whatever the pieces", () => {
  fc.assert(
    fc.property(stream, fc.integer({ min: 1, max: 50 }), ({ plain, level, strategy }, piece) => {
      const bytes = Uint8Array.from(deflateRawSync(plain, { level, strategy }));
      expect(fflateInflate.inflate(bytes, plain.length)._unsafeUnwrap()).toEqual(plain);
      const pieces: Uint8Array[] = [];
      for (let place = 0; place < bytes.length; place += piece) pieces.push(bytes.subarray(place, place + piece));
      expect(Uint8Array.from(Buffer.concat(inPieces(pieces, plain.length)._unsafeUnwrap()))).toEqual(plain);
    }),
    { numRuns: 300 },
  );
});

test("streams that were tampered with are accepted exactly when zlib accepts them, with its bytes and its end", () => {
  const flips = fc.array(fc.record({ place: fc.nat(40), bit: fc.nat(7) }), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(stream, flips, ({ plain, level, strategy }, changes) => {
      const bytes = Uint8Array.from(deflateRawSync(plain, { level, strategy }));
      for (const { place, bit } of changes) if (place < bytes.length) bytes[place] = (bytes[place] ?? 0) ^ (1 << bit);
      const theirs = zlibAnswer(bytes);
      const size = theirs?.buffer.length ?? plain.length;
      const ours = fflateInflate.inflate(bytes, size);
      if (theirs === null || theirs.engine.bytesWritten < bytes.length) expect(ours.isErr()).toBe(true);
      else expect(ours._unsafeUnwrap()).toEqual(Uint8Array.from(theirs.buffer));
    }),
    { numRuns: 1000 },
  );
});

/** What zlib gives and how far it read, `null` where it refuses. */
function zlibAnswer(
  bytes: Uint8Array,
): { readonly buffer: Uint8Array; readonly engine: { readonly bytesWritten: number } } | null {
  try {
    return inflateRawSync(bytes, { info: true }) as unknown as ReturnType<typeof zlibAnswer>;
  } catch {
    return null;
  }
}
