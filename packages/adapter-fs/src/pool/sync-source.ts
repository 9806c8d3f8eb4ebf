// How does a worker read the bytes that it is told of?
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { bufferSource, type SyncByteSource } from "@mayfly/core";
import { READ_SAFELY } from "../system/open-flags.ts";
import type { SourceReference } from "./source-reference.ts";

/** Opens `reference` for the time that `use` takes. Throws the system's error. */
export function withSource<T>(reference: SourceReference, use: (source: SyncByteSource) => T): T {
  if ("bytes" in reference) return use(bufferSource(reference.bytes));
  const descriptor = openSync(reference.path, READ_SAFELY);
  try {
    return use(descriptorSource(descriptor));
  } finally {
    closeSync(descriptor);
  }
}

function descriptorSource(descriptor: number): SyncByteSource {
  const { size } = fstatSync(descriptor);
  return {
    size,
    readSync(offset, length) {
      if (offset < 0 || length < 0 || offset + length > size) {
        throw new RangeError(`Cannot read ${length} bytes at ${offset}: the file has ${size}.`);
      }
      const bytes = new Uint8Array(length);
      for (let filled = 0; filled < length;) {
        const read = readSync(descriptor, bytes, filled, length - filled, offset + filled);
        if (read === 0) throw new Error("Cannot read on: the file became shorter.");
        filled += read;
      }
      return bytes;
    },
  };
}
