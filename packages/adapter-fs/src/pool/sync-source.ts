// How does a worker read the bytes that it is told of?
import { bufferSource, type SyncByteSource } from "@mayfly/core";
import { openDescriptorSource } from "../system/descriptor-source.ts";
import type { SourceReference } from "./source-reference.ts";

/** Opens `reference` for the time that `use` takes. Throws the system's error. */
export function withSource<T>(reference: SourceReference, use: (source: SyncByteSource) => T): T {
  if ("bytes" in reference) return use(bufferSource(reference.bytes));
  const source = openDescriptorSource(reference.path);
  try {
    return use(source);
  } finally {
    source.close();
  }
}
