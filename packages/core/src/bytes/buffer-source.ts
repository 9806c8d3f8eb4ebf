// How are bytes in memory read like any other source?
import type { ByteSource, SyncByteSource } from "./byte-source.ts";

/** Reads `bytes` both ways. What it answers are views: whoever wants to keep or change them takes a copy. */
export function bufferSource(bytes: Uint8Array): ByteSource & SyncByteSource {
  function readSync(offset: number, length: number): Uint8Array {
    if (offset < 0 || length < 0 || offset + length > bytes.length) {
      throw new RangeError(`Cannot read ${length} bytes at ${offset}: there are ${bytes.length}`);
    }
    return bytes.subarray(offset, offset + length);
  }
  return { size: bytes.length, readSync, read: async (offset, length) => readSync(offset, length) };
}
