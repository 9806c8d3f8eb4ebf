// What are the moments, the order and the quantiles of a long stream of numbers?

const FIRST_SIZE = 1024;

/** Keeps numbers for exact quantiles, and past `limit` of them an even random sample. */
export class NumberStore {
  count = 0;
  min = Infinity;
  max = -Infinity;
  mean = 0;
  zeros = 0;
  #squares = 0;
  #kept = new Float64Array(FIRST_SIZE);
  #length = 0;
  #limit;
  #random = 0x9e3779b9;

  /** @param {number} limit how many numbers to keep at most */
  constructor(limit) {
    this.#limit = limit;
  }

  /** @param {number} value finite */
  add(value) {
    this.count += 1;
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
    if (value === 0) this.zeros += 1;
    // Welford: no difference of two large sums, so nothing cancels out.
    const delta = value - this.mean;
    this.mean += delta / this.count;
    this.#squares += delta * (value - this.mean);
    this.#keep(value);
  }

  /** Sample standard deviation, null for fewer than two values. */
  get sd() {
    return this.count < 2 ? null : Math.sqrt(this.#squares / (this.count - 1));
  }

  /** True when there were more values than are kept. */
  get sampled() {
    return this.count > this.#length;
  }

  /** The kept values in ascending order; call it once all are added. */
  sorted() {
    return this.#kept.subarray(0, this.#length).sort();
  }

  #keep(value) {
    if (this.#length < this.#limit) {
      if (this.#length === this.#kept.length) {
        const larger = new Float64Array(Math.min(this.#limit, this.#kept.length * 2));
        larger.set(this.#kept);
        this.#kept = larger;
      }
      this.#kept[this.#length] = value;
      this.#length += 1;
      return;
    }
    // Vitter's algorithm R: every value so far has the same chance to be kept.
    const at = Math.floor(this.#nextRandom() * this.count);
    if (at < this.#limit) this.#kept[at] = value;
  }

  /** Marsaglia's xorshift, with a fixed start: equal files give equal profiles. */
  #nextRandom() {
    let x = this.#random;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#random = x;
    return (x >>> 0) / 2 ** 32;
  }
}

/**
 * A quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan, as in R
 * and NumPy).
 * @param {Float64Array} sorted ascending, at least one value
 * @param {number} p from 0 to 1
 */
export function quantile(sorted, p) {
  const at = (sorted.length - 1) * p;
  const below = Math.floor(at);
  const low = sorted[below];
  const high = sorted[Math.min(below + 1, sorted.length - 1)];
  const gap = high - low;
  // Near the largest double the gap itself would overflow.
  return Number.isFinite(gap) ? low + gap * (at - below) : low / 2 + high / 2;
}

/** How many values of an ascending array are below `value`. */
export function countBelow(sorted, value) {
  return countLeading(sorted, (each) => each < value);
}

/** How many values of an ascending array are `value` or below. */
export function countAtMost(sorted, value) {
  return countLeading(sorted, (each) => each <= value);
}

function countLeading(sorted, holds) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(sorted[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many different values an ascending array holds. */
export function countDistinct(sorted) {
  let count = sorted.length === 0 ? 0 : 1;
  for (let at = 1; at < sorted.length; at += 1) if (sorted[at] !== sorted[at - 1]) count += 1;
  return count;
}
