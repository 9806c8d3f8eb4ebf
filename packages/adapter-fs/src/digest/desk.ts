// How do two threads share the digesting of files, so that neither waits for work that it could do itself?
import { hash } from "node:crypto";

/**
 * Memory that both threads see. Files lie in slots, numbered by when they were put down, slot `number % SLOTS`; whoever
 * moves a slot from `waiting` to `taken` digests it.
 */
export interface Desk {
  readonly memory: SharedArrayBuffer;
  /** How many files were ever put down; then whether a helper looks; then the slots. */
  readonly words: Int32Array<SharedArrayBuffer>;
  /** The bytes of the files that lie there. */
  readonly data: Uint8Array<SharedArrayBuffer>;
}

export const SLOTS = 512;
export const DATA_BYTES = 4 * 1024 * 1024;
/** Numbers begin anew before they outgrow a word. */
export const NUMBERS = SLOTS * 2 ** 20;
export const STATE = { free: 0, waiting: 1, taken: 2, done: 3 } as const;

/** Indices among the words. */
export const PUT = 0;
export const HELPED = 1;
const FIRST_SLOT = 2;
const [BEGIN, LENGTH, DIGEST] = [1, 2, 3];
const DIGEST_WORDS = 8;
const SLOT_WORDS = DIGEST + DIGEST_WORDS;
const WORDS = FIRST_SLOT + SLOTS * SLOT_WORDS;

/** A new desk, or the other thread's view of one. */
export function deskIn(memory: SharedArrayBuffer = new SharedArrayBuffer(4 * WORDS + DATA_BYTES)): Desk {
  return { memory, words: new Int32Array(memory, 0, WORDS), data: new Uint8Array(memory, 4 * WORDS) };
}

/** The index among the words of the state of file `number`. */
export function stateAt(number: number): number {
  return FIRST_SLOT + (number % SLOTS) * SLOT_WORDS;
}

/** Puts file `number` down at `begin`, where there must be room for it. */
export function putDown({ words, data }: Desk, number: number, bytes: Uint8Array, begin: number): void {
  const slot = stateAt(number);
  data.set(bytes, begin);
  words[slot + BEGIN] = begin;
  words[slot + LENGTH] = bytes.length;
  Atomics.store(words, slot, STATE.waiting);
  Atomics.store(words, PUT, (number + 1) % NUMBERS);
}

/** Wakes the helper, if it has fallen asleep over an empty desk. */
export function wake({ words }: Desk): void {
  Atomics.notify(words, PUT);
}

/** Digests file `number`, unless somebody else does. */
export function digestIfWaiting({ words, data }: Desk, number: number): void {
  const slot = stateAt(number);
  if (Atomics.compareExchange(words, slot, STATE.waiting, STATE.taken) !== STATE.waiting) return;
  const [begin, length] = [words[slot + BEGIN] ?? 0, words[slot + LENGTH] ?? 0];
  const digest = hash("sha256", data.subarray(begin, begin + length), "buffer");
  for (let word = 0; word < DIGEST_WORDS; word += 1) words[slot + DIGEST + word] = digest.readInt32BE(4 * word);
  Atomics.store(words, slot, STATE.done);
  Atomics.notify(words, slot);
}

/** The digest of file `number`, which must be done. */
export function digestOn({ words }: Desk, number: number): string {
  const digest = Buffer.alloc(4 * DIGEST_WORDS);
  const first = stateAt(number) + DIGEST;
  for (let word = 0; word < DIGEST_WORDS; word += 1) digest.writeInt32BE(words[first + word] ?? 0, 4 * word);
  return digest.toString("hex");
}
