// What text is in this file, a chunk at a time?
import { closeSync, openSync, readSync } from "node:fs";

const CHUNK = 1024 * 1024;

/**
 * The text of a file, decoded as UTF-8, or as UTF-16 where a byte order mark says so. Bytes that are
 * no text come out as U+FFFD. The byte order mark itself is left out.
 * @param {string} path of the file
 * @param {number} most bytes to read at most
 * @returns {Generator<{text: string, bytes: number}>} the next piece, and all bytes read so far
 */
export function* readText(path, most = Infinity) {
  const file = openSync(path, "r");
  try {
    const buffer = Buffer.allocUnsafe(Math.min(CHUNK, most));
    let decoder = null;
    let bytes = 0;
    while (bytes < most) {
      const got = readSync(file, buffer, 0, Math.min(buffer.length, most - bytes), null);
      if (got === 0) break;
      bytes += got;
      const chunk = buffer.subarray(0, got);
      decoder ??= new TextDecoder(encodingOf(chunk));
      yield { text: decoder.decode(chunk, { stream: true }), bytes };
    }
    // A sample that was cut may end inside a character, which says nothing about the file.
    if (decoder !== null && most === Infinity) yield { text: decoder.decode(), bytes };
  } finally {
    closeSync(file);
  }
}

function encodingOf(start) {
  if (start[0] === 0xff && start[1] === 0xfe) return "utf-16le";
  if (start[0] === 0xfe && start[1] === 0xff) return "utf-16be";
  return "utf-8";
}
