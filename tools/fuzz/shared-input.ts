// Which input is a thread at work on, as seen from outside of it?

/** Memory that both threads see, so that an input is known even when its thread never comes back. */
export interface SharedInput {
  /** How many inputs were begun, and how long the last one is. */
  readonly counts: Int32Array;
  readonly bytes: Uint8Array;
}

const BEGUN = 0;
const LENGTH = 1;
const MOST_BYTES = 64 * 1024;

export function sharedInput(): SharedInput {
  return {
    counts: new Int32Array(new SharedArrayBuffer(8)),
    bytes: new Uint8Array(new SharedArrayBuffer(MOST_BYTES)),
  };
}

export function writeInput({ counts, bytes }: SharedInput, input: Uint8Array): void {
  const length = Math.min(input.length, MOST_BYTES);
  bytes.set(input.subarray(0, length));
  Atomics.store(counts, LENGTH, length);
  Atomics.add(counts, BEGUN, 1);
}

export function inputsBegun({ counts }: SharedInput): number {
  return Atomics.load(counts, BEGUN);
}

/** A copy of the input that was begun last. */
export function lastInput({ counts, bytes }: SharedInput): Uint8Array {
  return Uint8Array.from(bytes.subarray(0, Atomics.load(counts, LENGTH)));
}
