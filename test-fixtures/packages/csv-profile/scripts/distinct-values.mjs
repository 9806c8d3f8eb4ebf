// How often does each different text occur in a column, within bounded memory?

const LONGEST_KEY = 200;

/** Counts texts; past `limit` different ones it goes on counting only those it knows. */
export class DistinctValues {
  /** True when some text was not counted because the limit was reached. */
  full = false;
  #entries = new Map();
  #limit;

  /** @param {number} limit how many different texts to keep */
  constructor(limit) {
    this.#limit = limit;
  }

  /** The entry of a text, or undefined where it is not known yet. */
  find(text) {
    return this.#entries.get(text.length > LONGEST_KEY ? shortKey(text) : text);
  }

  /** Adds an entry for a text that `find` did not know, unless the limit is reached. */
  add(text, entry) {
    if (this.#entries.size >= this.#limit) {
      this.full = true;
      return;
    }
    // A piece of a chunk would keep the whole chunk in memory: copy it.
    const key = text.length > LONGEST_KEY ? shortKey(text) : Buffer.from(text).toString();
    this.#entries.set(key, entry);
  }

  /** All texts (long ones shortened) with their entries, in the order of their first occurrence. */
  entries() {
    return [...this.#entries];
  }
}

/** Stands for a long text: its start, its length and a 53-bit hash of the whole (cyrb53). */
function shortKey(text) {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  const hash = 4294967296 * (2097151 & b) + (a >>> 0);
  return Buffer.from(`${text.slice(0, 80)}… (${text.length} characters, ${hash})`).toString();
}
