import { deflateRawSync, crc32 } from "node:zlib";
import { fflateInflate, type AsyncInflate, type Inflate, type InflateFault } from "@mayfly/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { faultOf } from "./zlib-fault.ts";
import { zlibAsyncInflate } from "./zlib-async-inflate.ts";
import { zlibCrc32 } from "./zlib-crc32.ts";
import { zlibInflate } from "./zlib-inflate.ts";

type Outcome = { readonly bytes: Uint8Array } | { readonly fault: InflateFault };

async function atOnce(inflate: Inflate | AsyncInflate, compressed: Uint8Array, size: number): Promise<Outcome> {
  const result = await inflate.inflate(compressed, size);
  return result.isOk() ? { bytes: Uint8Array.from(result.value) } : { fault: result.error };
}

async function inPieces(
  inflate: Inflate | AsyncInflate,
  compressed: Uint8Array,
  size: number,
  piece: number,
): Promise<Outcome> {
  const stream = inflate.open(size);
  const output: Uint8Array[] = [];
  try {
    for (let place = 0; ; place += piece) {
      const last = place + piece >= compressed.length;
      const result = await stream.push(compressed.subarray(place, place + piece), last);
      if (result.isErr()) return { fault: result.error };
      output.push(...result.value);
      if (last) return { bytes: Uint8Array.from(Buffer.concat(output)) };
    }
  } finally {
    stream.close();
  }
}

const TEXT = new TextEncoder().encode("to be or not to be, ".repeat(5000));
const DEFLATED = Uint8Array.from(deflateRawSync(TEXT));

const WAYS: readonly (readonly [string, (compressed: Uint8Array, size: number) => Promise<Outcome>])[] = [
  ["zlibInflate.inflate()", (compressed, size) => atOnce(zlibInflate, compressed, size)],
  ["zlibInflate.open()", (compressed, size) => inPieces(zlibInflate, compressed, size, 7)],
  ["zlibAsyncInflate.inflate()", (compressed, size) => atOnce(zlibAsyncInflate, compressed, size)],
  ["zlibAsyncInflate.open() in small pieces", (compressed, size) => inPieces(zlibAsyncInflate, compressed, size, 7)],
  ["zlibAsyncInflate.open() in one piece", (compressed, size) => inPieces(zlibAsyncInflate, compressed, size, 1e6)],
  ["fflateInflate.inflate()", (compressed, size) => atOnce(fflateInflate, compressed, size)],
  ["fflateInflate.open()", (compressed, size) => inPieces(fflateInflate, compressed, size, 7)],
];

describe.each(WAYS)("%s", (_, inflate) => {
  test("gives the content when size and end are exact", async () => {
    expect(await inflate(DEFLATED, TEXT.length)).toEqual({ bytes: TEXT });
  });

  test("gives nothing for an empty stream of size 0", async () => {
    expect(await inflate(Uint8Array.of(3, 0), 0)).toEqual({ bytes: new Uint8Array(0) });
  });

  test("faults at the first byte too many", async () => {
    expect(await inflate(DEFLATED, TEXT.length - 1)).toEqual({ fault: { kind: "too_long" } });
    expect(await inflate(DEFLATED, 0)).toEqual({ fault: { kind: "too_long" } });
  });

  test("faults at one byte too few and says how many there are", async () => {
    expect(await inflate(DEFLATED, TEXT.length + 1)).toEqual({ fault: { kind: "too_short", actual: TEXT.length } });
  });

  test("faults when one byte follows the end", async () => {
    const trailing = Uint8Array.of(...DEFLATED, 0);
    expect(await inflate(trailing, TEXT.length)).toEqual({ fault: { kind: "trailing", bytes: 1 } });
  });

  test("faults when a second stream follows the end", async () => {
    const outcome = await inflate(Uint8Array.of(...DEFLATED, 3, 0), TEXT.length);
    expect(outcome).toMatchObject({ fault: { kind: "trailing" } });
  });

  test("faults when the last byte is missing, and on no bytes at all", async () => {
    expect(await inflate(DEFLATED.subarray(0, -1), TEXT.length)).toEqual({ fault: { kind: "truncated" } });
    expect(await inflate(new Uint8Array(0), 0)).toEqual({ fault: { kind: "truncated" } });
  });

  test("faults on a block of type 3", async () => {
    expect(await inflate(Uint8Array.of(7, 0), 0)).toMatchObject({ fault: { kind: "invalid" } });
  });
});

test("every way of inflating gives one verdict on deflate streams that were tampered with", async () => {
  const tampered = fc.record({
    plain: fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string({ maxLength: 300 }).map((text) => new TextEncoder().encode(text + text)),
    ),
    level: fc.integer({ min: 0, max: 9 }),
    strategy: fc.integer({ min: 0, max: 4 }),
    flips: fc.array(fc.record({ place: fc.nat(60), bit: fc.nat(7) }), { maxLength: 3 }),
    cut: fc.option(fc.nat(300)),
  });
  await fc.assert(
    fc.asyncProperty(tampered, async ({ plain, level, strategy, flips, cut }) => {
      let bytes = Uint8Array.from(deflateRawSync(plain, { level, strategy }));
      for (const { place, bit } of flips) if (place < bytes.length) bytes[place] = (bytes[place] ?? 0) ^ (1 << bit);
      if (cut !== null) bytes = bytes.subarray(0, cut);
      const [first, ...others] = await Promise.all(WAYS.map(([, inflate]) => inflate(bytes, plain.length)));
      for (const other of others) {
        // Which of several faults is told first depends on how much is looked at together.
        if (first !== undefined && "bytes" in first) expect(other).toEqual(first);
        else expect(other).toHaveProperty("fault");
      }
    }),
    { numRuns: 150 },
  );
});

test("`zlibAsyncInflate.open()` stops a bomb before all of it is there", async () => {
  const bomb = deflateRawSync(new Uint8Array(16 * 1024 * 1024));
  const stream = zlibAsyncInflate.open(1000);
  const result = await stream.push(bomb, true);
  expect(result._unsafeUnwrapErr()).toEqual({ kind: "too_long" });
  // A push after the stream is gone faults as well, and does not hang.
  expect((await stream.push(bomb, true)).isErr()).toBe(true);
});

test("`faultOf()` throws on what is not about the data", () => {
  expect(() => faultOf(new TypeError("a bug"))).toThrow("a bug");
  expect(() => faultOf("no error at all")).toThrow("no error at all");
});

test("`zlibCrc32` goes on from a previous value", () => {
  const half = TEXT.length >> 1;
  const first = zlibCrc32.crc32(TEXT.subarray(0, half));
  expect(zlibCrc32.crc32(TEXT.subarray(half), first)).toBe(crc32(TEXT));
  expect(zlibCrc32.crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
});
