// What are the size and the sums of a file, read once?
import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { crc32 } from "node:zlib";
import type { OutputFile } from "@mayfly/core";
import { readChunks } from "../system/read-chunks.ts";

/** Reads at most `maxBytes`, hands each piece to `also`, and sums what it read. */
export async function digestFile(
  handle: FileHandle,
  maxBytes: number,
  also?: (piece: Buffer) => Promise<void>,
): Promise<Omit<OutputFile, "path">> {
  const hash = createHash("sha256");
  let size = 0;
  let crc = 0;
  for await (const piece of readChunks(handle, 0, maxBytes)) {
    hash.update(piece);
    crc = crc32(piece, crc);
    size += piece.length;
    await also?.(piece);
  }
  return { size, sha256: hash.digest("hex"), crc32: crc };
}
