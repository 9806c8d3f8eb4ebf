// Which codes does a deflate block use? (RFC 1951, 3.2.6 and 3.2.7)
import type { BitReader } from "./bit-reader.ts";
import { HuffmanCode, NEEDS_MORE, NO_SYMBOL } from "./huffman-code.ts";

export interface BlockCodes {
  readonly lengths: HuffmanCode;
  readonly distances: HuffmanCode;
}

export const END_OF_BLOCK = 256;

const CODE_LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const MAX_LENGTH_SYMBOLS = 286;
const MAX_DISTANCE_SYMBOLS = 30;
const REPEAT_PREVIOUS = 16;
const REPEATS: Readonly<Record<number, { readonly bits: number; readonly least: number }>> = {
  16: { bits: 2, least: 3 },
  17: { bits: 3, least: 3 },
  18: { bits: 7, least: 11 },
};

const FIXED_LENGTHS = HuffmanCode.of(
  Uint8Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8)),
);
const FIXED_DISTANCES = HuffmanCode.of(new Uint8Array(32).fill(5));

/** The codes of a block of type 1. */
export function fixedCodes(): BlockCodes | string {
  return both(FIXED_LENGTHS, FIXED_DISTANCES);
}

/** Reads the codes at the start of a block of type 2, or gives what is wrong. Yields when it needs the next chunk. */
export function* readDynamicCodes(bits: BitReader): Generator<void, BlockCodes | string> {
  while (!bits.load(14)) yield;
  const lengthSymbols = bits.take(5) + 257;
  const distanceSymbols = bits.take(5) + 1;
  const listed = bits.take(4) + 4;
  if (lengthSymbols > MAX_LENGTH_SYMBOLS || distanceSymbols > MAX_DISTANCE_SYMBOLS)
    return "a block has too many symbols";

  const codeLengths = new Uint8Array(CODE_LENGTH_ORDER.length);
  for (const symbol of CODE_LENGTH_ORDER.slice(0, listed)) {
    while (!bits.load(3)) yield;
    codeLengths[symbol] = bits.take(3);
  }
  const code = HuffmanCode.of(codeLengths);
  if (code === null) return "a block's code lengths have no complete code";

  const all = yield* readLengths(bits, code, lengthSymbols + distanceSymbols);
  if (typeof all === "string") return all;
  if (all[END_OF_BLOCK] === 0) return "a block has no code for its end";
  return both(
    HuffmanCode.of(all.subarray(0, lengthSymbols), "lone code allowed"),
    HuffmanCode.of(all.subarray(lengthSymbols), "lone code allowed"),
  );
}

function* readLengths(bits: BitReader, code: HuffmanCode, count: number): Generator<void, Uint8Array | string> {
  const lengths = new Uint8Array(count);
  let known = 0;
  while (known < count) {
    let symbol: number;
    while ((symbol = code.decode(bits)) === NEEDS_MORE) yield;
    if (symbol === NO_SYMBOL) return "a block has an invalid code length";
    const repeat = REPEATS[symbol];
    if (repeat === undefined) {
      lengths[known] = symbol;
      known += 1;
      continue;
    }
    while (!bits.load(repeat.bits)) yield;
    const times = repeat.least + bits.take(repeat.bits);
    if ((symbol === REPEAT_PREVIOUS && known === 0) || known + times > count)
      return "a block repeats a code length wrongly";
    lengths.fill(symbol === REPEAT_PREVIOUS ? (lengths[known - 1] ?? 0) : 0, known, known + times);
    known += times;
  }
  return lengths;
}

function both(lengths: HuffmanCode | null, distances: HuffmanCode | null): BlockCodes | string {
  if (lengths === null || distances === null) return "a block's code is not complete";
  return { lengths, distances };
}
