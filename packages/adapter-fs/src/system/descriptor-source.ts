// How is a file on disk read at any position, at once, and never as a whole?
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import type { SyncByteSource } from "@mayfly/core";
import { READ_SAFELY } from "./open-flags.ts";
import { UnusableFile } from "./unusable-file.ts";

export interface DescriptorSource extends SyncByteSource {
  close(): void;
}

/** Whoever reads on from where they stopped, is answered from one read of so many bytes. */
const AHEAD_BYTES = 256 * 1024;
/** So many bytes may lie between two reads of which the second still goes on from the first. */
const NEAR_BYTES = 4096;

/**
 * Opens the regular file at `path`, following no link. Throws the system's error, and `UnusableFile` for what is no
 * file or changes its length meanwhile. What it answers are views of buffers that are never written again.
 */
export function openDescriptorSource(path: string): DescriptorSource {
  const descriptor = openSync(path, READ_SAFELY);
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) throw new UnusableFile(`Cannot read ${path}: it is no file.`);
    return sourceOn(descriptor, stats.size);
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

function sourceOn(descriptor: number, size: number): DescriptorSource {
  let ahead = new Uint8Array(0);
  let start = 0;
  let last = 0;
  return {
    size,
    readSync(offset, length) {
      if (offset < 0 || length < 0 || offset + length > size) {
        throw new RangeError(`Cannot read ${length} bytes at ${offset}: the file has ${size}.`);
      }
      const goesOn = offset >= last && offset - last <= NEAR_BYTES;
      last = offset + length;
      if (offset < start || last > start + ahead.length) {
        // A small file is read at once: that costs less than to choose.
        const small = size <= AHEAD_BYTES;
        start = small ? 0 : offset;
        ahead = readFully(
          descriptor,
          start,
          small || goesOn ? Math.max(length, Math.min(AHEAD_BYTES, size - start)) : length,
        );
      }
      return ahead.subarray(offset - start, last - start);
    },
    close: () => closeSync(descriptor),
  };
}

function readFully(descriptor: number, offset: number, length: number): Uint8Array<ArrayBuffer> {
  // Not zeroed first: every byte is read into.
  const bytes = new Uint8Array(Buffer.allocUnsafeSlow(length).buffer);
  for (let filled = 0; filled < length;) {
    const read = readSync(descriptor, bytes, filled, length - filled, offset + filled);
    if (read === 0) throw new UnusableFile("Cannot read on: the file became shorter.");
    filled += read;
  }
  return bytes;
}
