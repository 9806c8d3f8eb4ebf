// How does chance come out the same for the same seed?

/** Numbers that look random (sfc32, by Chris Doty-Humphrey): a million of them cost less than one archive. */
export class Random {
  #a = 0;
  #b = 0;
  #c = 0;
  #counter = 1;

  constructor(seed: number) {
    this.#a = seed >>> 0;
    this.#b = Math.floor(seed / 0x1_0000_0000) >>> 0;
    for (let round = 0; round < 16; round += 1) this.next();
  }

  /** Any number of 32 bits. */
  next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    return sum >>> 0;
  }

  /** A whole number from 0 to below `most`; 0 when there is none. */
  below(most: number): number {
    return Math.floor((this.next() / 0x1_0000_0000) * most);
  }

  /** True once in `times`. */
  oneIn(times: number): boolean {
    return this.below(times) === 0;
  }

  pick<T>(all: readonly [T, ...T[]]): T;
  pick<T>(all: readonly T[]): T | undefined;
  pick<T>(all: readonly T[]): T | undefined {
    return all[this.below(all.length)];
  }

  /** The same things in another order. */
  shuffled<T>(all: readonly T[]): readonly T[] {
    return all
      .map((each) => ({ each, rank: this.next() }))
      .toSorted((a, b) => a.rank - b.rank)
      .map(({ each }) => each);
  }
}
