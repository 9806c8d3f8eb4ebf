// How are the bytes of a file in a browser read like any other source?
import type { ByteSource } from "./byte-source.ts";

/** Reads `blob`, which may be a `File`, in pieces: it is never in memory as a whole. */
export function blobSource(blob: Blob): ByteSource {
  return {
    size: blob.size,
    async read(offset, length) {
      if (offset < 0 || length < 0 || offset + length > blob.size) {
        throw new RangeError(`Cannot read ${length} bytes at ${offset}: there are ${blob.size}`);
      }
      const bytes = new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer());
      if (bytes.length < length) throw new Error(`Cannot read on: the file became shorter.`);
      return bytes;
    },
  };
}
