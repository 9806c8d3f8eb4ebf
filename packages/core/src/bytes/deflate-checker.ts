// Is this raw deflate data that every strict inflater reads alike, how much does it give, and where does it end? (zip I1)
import { BitReader } from "./bit-reader.ts";
import { END_OF_BLOCK, fixedCodes, readDynamicCodes } from "./deflate-codes.ts";
import type { BlockCodes } from "./deflate-codes.ts";
import { NEEDS_MORE, NO_SYMBOL } from "./huffman-code.ts";

const FIRST_LENGTH = 257;
const LENGTH_BASE = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_SYMBOLS = 30;

/**
 * Walks a deflate stream without writing its output: RFC 1951 with the strictness of zlib, in constant memory.
 * It counts what the stream gives, so that whoever inflates knows it before allocating.
 */
export class DeflateChecker {
  /** Bytes that the stream has given so far. */
  produced = 0;
  /** What is wrong, once something is. */
  fault: string | null = null;
  /** Whether the stream came to its end without a fault. */
  ended = false;
  readonly #bits = new BitReader();
  readonly #most: number;
  readonly #walk: Generator<void, string | null>;

  /** It stops as soon as `produced` is above `most` bytes. */
  constructor(most: number) {
    this.#most = most;
    this.#walk = this.#blocks();
  }

  /** Bytes of the last chunk after the end of the stream. */
  get unused(): number {
    return this.#bits.unused;
  }

  /** Walks through the next bytes, to the end of the stream, a fault, or more output than `most`. */
  push(chunk: Uint8Array): void {
    this.#bits.feed(chunk);
    const step = this.#walk.next();
    if (step.done !== true) return;
    this.fault = step.value;
    this.ended = step.value === null && this.produced <= this.#most;
  }

  /** What is wrong, or `null` at the end or above the limit. Yields when it needs the next chunk. */
  *#blocks(): Generator<void, string | null> {
    const bits = this.#bits;
    let last = false;
    while (!last) {
      while (!bits.load(3)) yield;
      last = bits.take(1) === 1;
      const type = bits.take(2);
      let fault: string | null;
      if (type === 0) {
        fault = yield* this.#stored();
      } else if (type === 3) {
        fault = "a block has the invalid type 3";
      } else {
        const codes = type === 1 ? fixedCodes() : yield* readDynamicCodes(bits);
        fault = typeof codes === "string" ? codes : yield* this.#compressed(codes);
      }
      if (fault !== null || this.produced > this.#most) return fault;
    }
    return null;
  }

  *#stored(): Generator<void, string | null> {
    const bits = this.#bits;
    bits.align();
    while (!bits.load(16)) yield;
    let left = bits.take(16);
    while (!bits.load(16)) yield;
    if (bits.take(16) !== (left ^ 0xffff)) return "a stored block's length is not confirmed";
    // Both numbers are whole bytes, so no bit of the block's content has been loaded.
    this.produced += left;
    if (this.produced > this.#most) return null;
    while ((left -= bits.skip(left)) > 0) yield;
    return null;
  }

  *#compressed({ lengths, distances }: BlockCodes): Generator<void, string | null> {
    const bits = this.#bits;
    while (this.produced <= this.#most) {
      let symbol: number;
      while ((symbol = lengths.decode(bits)) === NEEDS_MORE) yield;
      if (symbol === END_OF_BLOCK) return null;
      if (symbol >= 0 && symbol < END_OF_BLOCK) {
        this.produced += 1;
        continue;
      }
      const extra = LENGTH_BITS[symbol - FIRST_LENGTH];
      if (symbol === NO_SYMBOL || extra === undefined) return "a length has no meaning";
      while (!bits.load(extra)) yield;
      const length = (LENGTH_BASE[symbol - FIRST_LENGTH] ?? 0) + bits.take(extra);

      while ((symbol = distances.decode(bits)) === NEEDS_MORE) yield;
      if (symbol === NO_SYMBOL || symbol >= DISTANCE_SYMBOLS) return "a distance has no meaning";
      const extraDistance = symbol < 2 ? 0 : (symbol >> 1) - 1;
      while (!bits.load(extraDistance)) yield;
      const base = symbol < 2 ? symbol : (2 + (symbol & 1)) << extraDistance;
      if (base + 1 + bits.take(extraDistance) > this.produced) return "a distance reaches back before the start";
      this.produced += length;
    }
    return null;
  }
}
