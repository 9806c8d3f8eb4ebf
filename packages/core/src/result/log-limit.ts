// How much of what a program prints goes into its log? (design §9)

/** Ends a log that reached its limit. */
export const LOG_LIMIT_MARK = "\n[mayfly: log limit reached, the rest was dropped]\n";

/**
 * The part of `chunk` that a log of `size` bytes still takes under `maxBytes`: all of it, or what fits and the mark.
 * A log larger than `maxBytes` has its mark already and takes nothing.
 */
export function logRoom(size: number, chunk: Uint8Array, maxBytes: number): Uint8Array {
  if (size + chunk.length <= maxBytes) return chunk;
  if (size > maxBytes) return chunk.subarray(0, 0);
  const mark = new TextEncoder().encode(LOG_LIMIT_MARK);
  const bytes = new Uint8Array(maxBytes - size + mark.length);
  bytes.set(chunk.subarray(0, maxBytes - size));
  bytes.set(mark, maxBytes - size);
  return bytes;
}
