// How are single bits taken from chunks of bytes that come one after another?

/** Bits from least to most significant of each byte, as deflate packs them (RFC 1951, 3.1.1). */
export class BitReader {
  /** Loaded and not yet taken, the next bit lowest; zero above `count`. */
  hold = 0;
  /** How many bits `hold` has: at most 23. */
  count = 0;
  #chunk = new Uint8Array(0);
  #place = 0;

  /** Gives the next chunk; only when all of the one before has been loaded. */
  feed(chunk: Uint8Array): void {
    this.#chunk = chunk as Uint8Array<ArrayBuffer>;
    this.#place = 0;
  }

  /** Loads until there are `wanted` bits (at most 16); `false` when the chunk ends first. */
  load(wanted: number): boolean {
    while (this.count < wanted) {
      if (this.#place === this.#chunk.length) return false;
      this.hold |= (this.#chunk[this.#place] ?? 0) << this.count;
      this.#place += 1;
      this.count += 8;
    }
    return true;
  }

  /** The next `bits` bits, which have been loaded. */
  take(bits: number): number {
    const taken = this.hold & ((1 << bits) - 1);
    this.hold >>>= bits;
    this.count -= bits;
    return taken;
  }

  /** Drops what is left of a byte that was begun. */
  align(): void {
    this.take(this.count & 7);
  }

  /** Passes over at most `wanted` bytes of the chunk and gives how many there were; only when nothing is held. */
  skip(wanted: number): number {
    const skipped = Math.min(wanted, this.#chunk.length - this.#place);
    this.#place += skipped;
    return skipped;
  }

  /** Whole bytes that nobody has taken a bit of. */
  get unused(): number {
    return (this.count >>> 3) + this.#chunk.length - this.#place;
  }
}
