import { deflateRawSync, crc32 } from "node:zlib";
import { fflateInflate, ONE_CALL_BYTES, type Inflate, type InflateFault } from "@mayfly/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { engineInflate } from "./engine-inflate.ts";
import { oneCallInflate } from "./one-call-inflate.ts";
import { zlibCrc32 } from "./zlib-crc32.ts";
import { createZlibEngine, works, type ZlibEngine } from "./zlib-engine.ts";
import { faultOf } from "./zlib-fault.ts";
import { zlibInflate } from "./zlib-inflate.ts";

type Outcome = { readonly bytes: Uint8Array } | { readonly fault: InflateFault };

function atOnce(inflate: Inflate, compressed: Uint8Array, size: number): Outcome {
  const result = inflate.inflate(compressed, size);
  return result.isOk() ? { bytes: Uint8Array.from(result.value) } : { fault: result.error };
}

function inPieces(inflate: Inflate, compressed: Uint8Array, size: number, piece: number): Outcome {
  const stream = inflate.open(size);
  const output: Uint8Array[] = [];
  try {
    for (let place = 0; ; place += piece) {
      const last = place + piece >= compressed.length;
      stream.push(compressed.subarray(place, place + piece), last);
      for (;;) {
        const chunk = stream.pull();
        if (chunk.isErr()) return { fault: chunk.error };
        if (chunk.value === null) break;
        output.push(chunk.value.slice());
      }
      if (last) return { bytes: Uint8Array.from(Buffer.concat(output)) };
    }
  } finally {
    stream.close();
  }
}

const TEXT = new TextEncoder().encode("to be or not to be, ".repeat(5000));
const DEFLATED = Uint8Array.from(deflateRawSync(TEXT));

const engines = engineInflate(createZlibEngine);
const WAYS: readonly (readonly [string, (compressed: Uint8Array, size: number) => Outcome])[] = [
  ["engineInflate().inflate()", (compressed, size) => atOnce(engines, compressed, size)],
  ["engineInflate().open() in small pieces", (compressed, size) => inPieces(engines, compressed, size, 7)],
  ["engineInflate().open() in one piece", (compressed, size) => inPieces(engines, compressed, size, 1e6)],
  ["oneCallInflate.inflate()", (compressed, size) => atOnce(oneCallInflate, compressed, size)],
  ["oneCallInflate.open()", (compressed, size) => inPieces(oneCallInflate, compressed, size, 7)],
  ["fflateInflate.inflate()", (compressed, size) => atOnce(fflateInflate, compressed, size)],
  ["fflateInflate.open() in small pieces", (compressed, size) => inPieces(fflateInflate, compressed, size, 7)],
  ["fflateInflate.open() in one piece", (compressed, size) => inPieces(fflateInflate, compressed, size, 1e6)],
];

describe.each(WAYS)("%s", (_, inflate) => {
  test("gives the content when size and end are exact", () => {
    expect(inflate(DEFLATED, TEXT.length)).toEqual({ bytes: TEXT });
  });

  test("gives nothing for an empty stream of size 0", () => {
    expect(inflate(Uint8Array.of(3, 0), 0)).toEqual({ bytes: new Uint8Array(0) });
  });

  test("faults at the first byte too many", () => {
    expect(inflate(DEFLATED, TEXT.length - 1)).toEqual({ fault: { kind: "too_long" } });
    expect(inflate(DEFLATED, 0)).toEqual({ fault: { kind: "too_long" } });
  });

  test("faults at one byte too few and says how many there are", () => {
    expect(inflate(DEFLATED, TEXT.length + 1)).toEqual({ fault: { kind: "too_short", actual: TEXT.length } });
  });

  test("faults when one byte follows the end", () => {
    const trailing = Uint8Array.of(...DEFLATED, 0);
    expect(inflate(trailing, TEXT.length)).toEqual({ fault: { kind: "trailing", bytes: 1 } });
  });

  test("faults when a second stream follows the end", () => {
    const outcome = inflate(Uint8Array.of(...DEFLATED, 3, 0), TEXT.length);
    expect(outcome).toMatchObject({ fault: { kind: "trailing" } });
  });

  test("faults when the last byte is missing, and on no bytes at all", () => {
    expect(inflate(DEFLATED.subarray(0, -1), TEXT.length)).toEqual({ fault: { kind: "truncated" } });
    expect(inflate(new Uint8Array(0), 0)).toEqual({ fault: { kind: "truncated" } });
  });

  test("faults on a block of type 3", () => {
    expect(inflate(Uint8Array.of(7, 0), 0)).toMatchObject({ fault: { kind: "invalid" } });
  });
});

test("every way of inflating gives one verdict on deflate streams that were tampered with", () => {
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
  fc.assert(
    fc.property(tampered, ({ plain, level, strategy, flips, cut }) => {
      let bytes = Uint8Array.from(deflateRawSync(plain, { level, strategy }));
      for (const { place, bit } of flips) if (place < bytes.length) bytes[place] = (bytes[place] ?? 0) ^ (1 << bit);
      if (cut !== null) bytes = bytes.subarray(0, cut);
      const [first, ...others] = WAYS.map(([, inflate]) => inflate(bytes, plain.length));
      for (const other of others) {
        // Which of several faults is told first depends on how much is looked at together.
        if (first !== undefined && "bytes" in first) expect(other).toEqual(first);
        else expect(other).toHaveProperty("fault");
      }
    }),
    { numRuns: 150 },
  );
});

describe.each([
  ["engineInflate()", engines],
  ["fflateInflate", fflateInflate],
])("%s", (_, inflate: Inflate) => {
  test("gives the output of one push in bounded pieces, and stops a bomb at the first piece too many", () => {
    const bomb = deflateRawSync(new Uint8Array(16 * 1024 * 1024));
    const stream = inflate.open(4 * 1024 * 1024);
    stream.push(bomb, true);
    let given = 0;
    for (;;) {
      const chunk = stream.pull();
      if (chunk.isErr()) {
        expect(chunk.error).toEqual({ kind: "too_long" });
        break;
      }
      expect(chunk.value?.length).toBeLessThanOrEqual(2048 * 1032);
      given += chunk.value?.length ?? 0;
    }
    expect(given).toBeLessThanOrEqual(4 * 1024 * 1024);
    stream.close();
  });

  test("keeps streams that are open at once apart", () => {
    const [one, other] = [inflate.open(TEXT.length), inflate.open(TEXT.length)];
    one.push(DEFLATED, true);
    other.push(DEFLATED.subarray(0, 50), false);
    const first = one.pull()._unsafeUnwrap()?.slice();
    const second = other.pull()._unsafeUnwrap()?.slice();
    expect(first?.subarray(0, second?.length)).toEqual(second);
    one.close();
    other.close();
  });
});

test("`engineInflate().inflate()` takes more than one call's worth, too", () => {
  const large = new Uint8Array(ONE_CALL_BYTES + 5).fill(7);
  const compressed = deflateRawSync(large);
  expect(Buffer.compare(engines.inflate(compressed, large.length)._unsafeUnwrap(), large)).toBe(0);
  expect(engines.inflate(compressed, large.length - 1)._unsafeUnwrapErr()).toEqual({ kind: "too_long" });
});

test.each([
  ["engineInflate()", engines],
  ["oneCallInflate", oneCallInflate],
  ["fflateInflate", fflateInflate],
])("`%s.inflate()` gives bytes of its own", (_, inflate) => {
  const before = inflate.inflate(DEFLATED, TEXT.length)._unsafeUnwrap();
  inflate.inflate(deflateRawSync(new Uint8Array(TEXT.length)), TEXT.length)._unsafeUnwrap();
  expect(Buffer.compare(before, TEXT)).toBe(0);
});

test("`engineInflate()` makes one engine for any number of streams in a row, whatever their end", () => {
  let made = 0;
  const inflate = engineInflate(() => {
    made += 1;
    return createZlibEngine();
  });
  for (const size of [TEXT.length, 3, TEXT.length + 1, TEXT.length]) {
    atOnce(inflate, DEFLATED, size);
    atOnce(inflate, DEFLATED.subarray(0, 9), size);
    inPieces(inflate, DEFLATED, size, 100);
    const stream = inflate.open(size);
    stream.push(DEFLATED, true);
    stream.close();
    stream.close();
    expect(stream.pull().isErr()).toBe(true);
  }
  expect(made).toBe(1);
});

test("`zlibInflate` takes zlib's own steps on this Node", () => {
  expect(zlibInflate).not.toBe(oneCallInflate);
});

test("`works()` distrusts an engine that does anything else", () => {
  const engine = createZlibEngine();
  if (engine === null) throw new Error("This Node has no engine");
  expect(works(engine)).toBe(true);
  const lies: readonly Partial<ZlibEngine>[] = [
    { reset: () => undefined },
    { step: (input, place, last, output, room) => ({ ...engine.step(input, place, last, output, room), unread: 0 }) },
    { step: (input, place, last, output, room) => ({ ...engine.step(input, place, last, output, room), fault: null }) },
    { step: (input, place, last, output) => engine.step(input, place, last, output, output.length) },
    { step: (input, place, _, output, room) => engine.step(input, place, false, output, room) },
  ];
  for (const lie of lies) expect(works({ ...engine, ...lie })).toBe(false);
});

test("`engineInflate()` throws on what is not about the data", () => {
  const engine = createZlibEngine();
  if (engine === null) throw new Error("This Node has no engine");
  const fault = { code: "Z_MEM_ERROR", message: "out of memory" };
  const broken = engineInflate(() => ({ ...engine, step: () => ({ room: 0, unread: 0, fault }) }));
  expect(() => broken.inflate(DEFLATED, 5)).toThrow("Z_MEM_ERROR");
  expect(() => engineInflate(() => null).open(5)).toThrow("engine");
});

test("`faultOf()` knows what is about the data, and nothing else", () => {
  expect(faultOf("Z_DATA_ERROR", "bad")).toEqual({ kind: "invalid", detail: "bad" });
  expect(faultOf("Z_MEM_ERROR", "")).toBeUndefined();
  expect(faultOf(undefined, "")).toBeUndefined();
});

test("`zlibCrc32` goes on from a previous value", () => {
  const half = TEXT.length >> 1;
  const first = zlibCrc32.crc32(TEXT.subarray(0, half));
  expect(zlibCrc32.crc32(TEXT.subarray(half), first)).toBe(crc32(TEXT));
  expect(zlibCrc32.crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
});
