// How are the bytes of a file reached at any position?
import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import type { ByteSource, OpenedPart } from "@mayfly/core";
import { READ_SAFELY } from "../system/open-flags.ts";

/** A file of ours; a worker can open `path` itself instead of having bytes sent. */
export interface FileByteSource extends OpenedPart {
  readonly path: string;
}

/** Opens the regular file at `path`, following no link. Rejects with the system's error; release it with `close`. */
export async function openFileByteSource(path: string): Promise<FileByteSource> {
  const handle = await open(path, READ_SAFELY);
  try {
    const { size } = await handle.stat();
    const source: FileByteSource = {
      path,
      size,
      read: (offset, length) => readExactly(handle, size, offset, length),
      close: () => handle.close(),
    };
    OURS.add(source);
    return source;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Whether `source` was opened here, so that its `path` can be trusted to hold its bytes. */
export function isFileByteSource(source: ByteSource): source is FileByteSource {
  return OURS.has(source);
}

async function readExactly(handle: FileHandle, size: number, offset: number, length: number): Promise<Uint8Array> {
  if (offset < 0 || length < 0 || offset + length > size) {
    throw new RangeError(`Cannot read ${length} bytes at ${offset}: the file has ${size}.`);
  }
  const bytes = new Uint8Array(length);
  for (let filled = 0; filled < length;) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
    if (bytesRead === 0) throw new Error("Cannot read on: the file became shorter.");
    filled += bytesRead;
  }
  return bytes;
}

const OURS = new WeakSet<ByteSource>();
