// What stands in a log between two places?
import { open } from "node:fs/promises";
import type { LogSlice } from "@mayfly/core";
import { tolerating } from "../system/attempt-system.ts";
import { READ_SAFELY } from "../system/open-flags.ts";
import { readChunks } from "../system/read-chunks.ts";

/** At most `length` bytes from `offset`, or the last ones for `null`; a log that is not there is empty. */
export async function readLog(path: string, offset: number | null, length: number): Promise<LogSlice> {
  const handle = await tolerating(["ENOENT"], open(path, READ_SAFELY));
  if (handle === undefined) return { bytes: new Uint8Array(0), offset: 0, size: 0 };
  try {
    const { size } = await handle.stat();
    const start = Math.min(size, Math.max(0, offset ?? size - length));
    const pieces = [];
    for await (const piece of readChunks(handle, start, Math.min(size, start + length))) pieces.push(piece);
    return { bytes: new Uint8Array(Buffer.concat(pieces)), offset: start, size };
  } finally {
    await handle.close();
  }
}
