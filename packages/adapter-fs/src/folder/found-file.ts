// How is a file read that was found in a folder, when it may have been replaced since?
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import type { Stats } from "node:fs";
import { READ_SAFELY } from "../system/open-flags.ts";
import { UnusableFile } from "../system/unusable-file.ts";

export interface FoundFile {
  /** The path it has in an archive, as the file system spells it. */
  readonly path: string;
  /** Where it lies. */
  readonly place: string;
  /** What it was when it was found. */
  readonly seen: Stats;
}

/** Bytes of one piece. */
const CHUNK = 256 * 1024;

/** The whole content. Throws the system's error, and `UnusableFile` when it is no longer the file that was found. */
export function readFound(file: FoundFile): Uint8Array {
  const bytes = new Uint8Array(file.seen.size);
  let filled = 0;
  eachChunk(file, bytes, (read) => {
    filled += read;
    return bytes.subarray(filled);
  });
  return bytes;
}

/** Hands the content over in pieces, each of which holds its bytes until `onChunk` is done. Throws as `readFound`. */
export function streamFound(file: FoundFile, onChunk: (chunk: Uint8Array) => void): void {
  const buffer = Buffer.allocUnsafe(Math.min(CHUNK, file.seen.size));
  eachChunk(file, buffer, (read) => {
    onChunk(buffer.subarray(0, read));
    return buffer;
  });
}

/** Reads into `room`, and then into what `onRead` answers, until all bytes that were seen are read. */
function eachChunk({ place, seen }: FoundFile, room: Uint8Array, onRead: (bytes: number) => Uint8Array): void {
  const descriptor = openSync(place, READ_SAFELY);
  try {
    const opened = fstatSync(descriptor);
    if (!sameFile(seen, opened) || opened.size !== seen.size) throw changed(place);
    let free = room;
    for (let at = 0; at < seen.size;) {
      const read = readSync(descriptor, free, 0, Math.min(free.length, seen.size - at), at);
      if (read === 0) throw changed(place);
      at += read;
      free = onRead(read);
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Whether two looks were at one file or folder. */
export function sameFile(one: Stats, other: Stats): boolean {
  return (
    one.dev === other.dev && one.ino === other.ino && (one.mode & constants.S_IFMT) === (other.mode & constants.S_IFMT)
  );
}

export function changed(place: string): UnusableFile {
  return new UnusableFile(`Cannot read ${place}: it changed meanwhile.`);
}
