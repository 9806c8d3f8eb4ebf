// How is a file read in pieces?
import type { FileHandle } from "node:fs/promises";

/** Bytes of one piece. */
const CHUNK = 256 * 1024;

/** The bytes from `start` to `end` (exclusive), or to where the file ends before; each piece is a buffer of its own. */
export async function* readChunks(handle: FileHandle, start: number, end: number): AsyncGenerator<Buffer> {
  for (let at = start; at < end;) {
    const buffer = Buffer.allocUnsafeSlow(Math.min(CHUNK, end - at));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
