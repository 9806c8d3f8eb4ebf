// Do both codecs give the same content, at once and in pieces, or both refuse it?
import { bufferSource, readEntrySync } from "@mayfly/core";
import type { ArchiveEntry, EntryCodecs, Inflate } from "@mayfly/core";
import type { Reader } from "../reader.ts";
import { promise } from "../target.ts";

/** Which of these is told first depends on how much is looked at together. */
const OF_THE_STREAM = [
  "ARCHIVE_DEFLATE_INVALID",
  "ARCHIVE_CONTENT_TOO_LONG",
  "ARCHIVE_CONTENT_TOO_SHORT",
  "ARCHIVE_CONTENT_TRAILING",
];
const CRC = "ARCHIVE_CRC_MISMATCH";
/** Small enough that every step of a stream is cut through somewhere. */
const PIECE_BYTES = 7;
/** A longer one would be cut into more pieces than it is worth. */
const MOST_IN_PIECES = 512;
/** Opening a stream costs a good deal of memory, so it is done for one content of so many. */
const ONE_OF = 64;

/** The content of `entry`, or the code of why it has none. */
export function readContent(archive: Uint8Array, entry: ArchiveEntry, { codecs }: Reader): Uint8Array | string {
  const zlib = read(archive, entry, codecs.zlib);
  const fflate = read(archive, entry, codecs.fflate);
  const agree = typeof zlib === "string" || typeof fflate === "string" ? alike(zlib, fflate) : same(zlib, fflate);
  promise(agree, "codecs-disagree", () => `${name(entry)}: zlib gives ${show(zlib)}, fflate ${show(fflate)}.`);
  if (typeof zlib !== "string") {
    promise(zlib.length === entry.size, "wrong-size", () => `${name(entry)} has ${zlib.length} bytes.`);
  }
  if (entry.method === "deflated" && entry.compressedSize <= MOST_IN_PIECES && entry.crc32 % ONE_OF === 0) {
    checkInPieces(archive, entry, zlib, codecs.zlib.inflate, "zlib");
    checkInPieces(archive, entry, zlib, codecs.fflate.inflate, "fflate");
  }
  return zlib;
}

export function read(archive: Uint8Array, entry: ArchiveEntry, codecs: EntryCodecs): Uint8Array | string {
  const content = readEntrySync(bufferSource(archive), entry, codecs);
  return content.isOk() ? content.value : content.error.code;
}

function checkInPieces(
  archive: Uint8Array,
  entry: ArchiveEntry,
  whole: Uint8Array | string,
  inflate: Inflate,
  codec: string,
): void {
  const content = inPieces(
    inflate,
    archive.subarray(entry.dataOffset, entry.dataOffset + entry.compressedSize),
    entry.size,
  );
  const agree =
    content === null
      ? typeof whole === "string" && OF_THE_STREAM.includes(whole)
      : whole === CRC || (typeof whole !== "string" && same(whole, content));
  promise(
    agree,
    "pieces-disagree",
    () => `${name(entry)} in pieces is something else to ${codec}: ${show(whole)} at once.`,
  );
}

/** `null` for a fault. */
function inPieces(inflate: Inflate, data: Uint8Array, size: number): Uint8Array | null {
  const stream = inflate.open(size);
  const content = new Uint8Array(size);
  let given = 0;
  try {
    for (let place = 0; place < data.length; place += PIECE_BYTES) {
      stream.push(data.subarray(place, place + PIECE_BYTES), place + PIECE_BYTES >= data.length);
      for (;;) {
        const chunk = stream.pull();
        if (chunk.isErr()) return null;
        if (chunk.value === null) break;
        content.set(chunk.value, given);
        given += chunk.value.length;
      }
    }
    return given === size ? content : null;
  } finally {
    stream.close();
  }
}

function alike(one: Uint8Array | string, other: Uint8Array | string): boolean {
  if (typeof one !== "string" || typeof other !== "string") return false;
  return one === other || (OF_THE_STREAM.includes(one) && OF_THE_STREAM.includes(other));
}

export function same(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

function name({ path }: ArchiveEntry): string {
  return JSON.stringify(path);
}

function show(content: Uint8Array | string): string {
  return typeof content === "string" ? content : `${content.length} bytes`;
}
