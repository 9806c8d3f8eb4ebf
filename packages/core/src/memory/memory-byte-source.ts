// How are bytes in memory read like a file?
import type { ByteSource } from "../bytes/byte-source.ts";

export function memoryByteSource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    async read(offset, length) {
      if (offset < 0 || length < 0 || offset + length > bytes.length) {
        throw new RangeError(`Cannot read ${length} bytes at ${offset}: there are ${bytes.length}.`);
      }
      return bytes.slice(offset, offset + length);
    },
  };
}
