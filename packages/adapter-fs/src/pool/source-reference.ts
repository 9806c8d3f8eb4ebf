// How is a worker told where bytes are?
import type { ByteSource } from "@mayfly/core";
import { isFileByteSource } from "../uploads/file-byte-source.ts";

/** Bytes for a worker: a file of ours that it opens itself, or the bytes. */
export type SourceReference = { readonly path: string } | { readonly bytes: Uint8Array };

/** What a worker needs to read `source`: the name of a file of ours, or else all its bytes. */
export async function referenceTo(source: ByteSource): Promise<SourceReference> {
  return isFileByteSource(source) ? { path: source.path } : { bytes: await source.read(0, source.size) };
}
