// Which symbol do the next bits stand for, and is the code a proper one?
import type { BitReader } from "./bit-reader.ts";

/** The next chunk is needed to tell. */
export const NEEDS_MORE = -1;
/** No symbol has these bits. */
export const NO_SYMBOL = -2;

/** Codes of at most this many bits are found by one look-up. */
const QUICK_BITS = 9;
const MAX_BITS = 15;

/** A canonical Huffman code (RFC 1951, 3.2.2). */
export class HuffmanCode {
  readonly #quick = new Uint16Array(1 << QUICK_BITS);
  readonly #counts: Uint16Array;
  readonly #symbols: Uint16Array;
  readonly #longest: number;

  private constructor(lengths: Uint8Array, counts: Uint16Array) {
    this.#counts = counts;
    this.#symbols = new Uint16Array(lengths.length);
    const next = new Uint16Array(MAX_BITS + 2);
    const code = new Uint16Array(MAX_BITS + 2);
    let longest = 0;
    for (let length = 1; length <= MAX_BITS; length += 1) {
      const count = counts[length] ?? 0;
      if (count > 0) longest = length;
      next[length + 1] = (next[length] ?? 0) + count;
      code[length + 1] = ((code[length] ?? 0) + count) << 1;
    }
    this.#longest = longest;
    for (const [symbol, length] of lengths.entries()) {
      if (length === 0) continue;
      const place = next[length] ?? 0;
      this.#symbols[place] = symbol;
      next[length] = place + 1;
      const bits = code[length] ?? 0;
      code[length] = bits + 1;
      if (length <= QUICK_BITS) this.#fillQuick(symbol, length, bits);
    }
  }

  /**
   * The code in which symbol `n` has `lengths[n]` bits, 0 for none. `null` where zlib refuses it: more codes than
   * bits allow, or fewer, unless the only code has one bit (where `lone` says so) or there is no code at all.
   */
  static of(lengths: Uint8Array, lone?: "lone code allowed"): HuffmanCode | null {
    const counts = new Uint16Array(MAX_BITS + 1);
    for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
    counts[0] = 0;
    let left = 1;
    let longest = 0;
    for (let length = 1; length <= MAX_BITS; length += 1) {
      left = left * 2 - (counts[length] ?? 0);
      if (left < 0) return null;
      if ((counts[length] ?? 0) > 0) longest = length;
    }
    const complete = left === 0 || longest === 0 || (lone !== undefined && longest === 1);
    return complete ? new HuffmanCode(lengths, counts) : null;
  }

  /** Takes one symbol from `bits`, or gives `NEEDS_MORE` or `NO_SYMBOL` and takes nothing. */
  decode(bits: BitReader): number {
    bits.load(MAX_BITS);
    const quick = this.#quick[bits.hold & ((1 << QUICK_BITS) - 1)] ?? 0;
    const length = quick & 15;
    if (length > 0) {
      if (length > bits.count) return NEEDS_MORE;
      bits.take(length);
      return quick >>> 4;
    }
    return this.#decodeBitByBit(bits);
  }

  #decodeBitByBit(bits: BitReader): number {
    let code = 0;
    let first = 0;
    let place = 0;
    for (let length = 1; length <= this.#longest; length += 1) {
      if (length > bits.count) return NEEDS_MORE;
      const count = this.#counts[length] ?? 0;
      code |= (bits.hold >>> (length - 1)) & 1;
      if (code - count < first) {
        bits.take(length);
        return this.#symbols[place + code - first] ?? NO_SYMBOL;
      }
      place += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    return bits.count === 0 ? NEEDS_MORE : NO_SYMBOL;
  }

  #fillQuick(symbol: number, length: number, code: number): void {
    let reversed = 0;
    for (let bit = 0; bit < length; bit += 1) reversed |= ((code >>> bit) & 1) << (length - 1 - bit);
    for (let place = reversed; place < this.#quick.length; place += 1 << length)
      this.#quick[place] = (symbol << 4) | length;
  }
}
