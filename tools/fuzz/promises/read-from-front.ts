// What does a program see that reads an archive from its front, and never gets to its directory? (APPNOTE 4.3.6)
import { inflateRawSync } from "node:zlib";
import { inflateSync } from "fflate";
import {
  CENTRAL_SIGNATURE,
  DESCRIPTOR_SIGNATURE,
  END_SIGNATURE,
  get,
  LOCAL,
  LOCAL_BYTES,
  LOCAL_SIGNATURE,
  SENTINEL_32,
  ZIP64_EXTRA,
  ZIP64_SIGNATURE,
} from "../parts/layout.ts";

const DESCRIPTOR_FLAG = 8;
/** With and without a signature, with sizes of 4 and of 8 bytes. */
const DESCRIPTOR_LENGTHS = [16, 24, 12, 20] as const;
const NEXT: readonly number[] = [LOCAL_SIGNATURE, CENTRAL_SIGNATURE, ZIP64_SIGNATURE, END_SIGNATURE];

const decoder = new TextDecoder();

interface Content {
  readonly bytes: Uint8Array;
  /** Where the data ends. */
  readonly end: number;
}

/**
 * The contents by name, those of folders with a slash at the end.
 * @throws {Error} when it cannot be read so
 */
export function readFromFront(archive: Uint8Array): Map<string, Uint8Array> {
  const seen = new Map<string, Uint8Array>();
  let place = 0;
  while (place + LOCAL_BYTES <= archive.length && signature(archive, place) === LOCAL_SIGNATURE) {
    const header = archive.subarray(place, place + LOCAL_BYTES);
    const nameEnd = place + LOCAL_BYTES + get(header, LOCAL.nameLength);
    const start = nameEnd + get(header, LOCAL.extraLength);
    const streamed = (get(header, LOCAL.flags) & DESCRIPTOR_FLAG) !== 0;
    const size = compressedSize(header, archive.subarray(nameEnd, start));
    const name = decoder.decode(archive.subarray(place + LOCAL_BYTES, nameEnd));
    const content = isBareFolder(archive, name, start, size, header)
      ? { bytes: new Uint8Array(0), end: start }
      : streamed && size === 0
        ? unknownEnd(archive, start, header)
        : knownEnd(archive, start, size, header);
    seen.set(name, content.bytes);
    place = streamed ? afterDescriptor(archive, content.end) : content.end;
  }
  return seen;
}

/**
 * Whether this is a folder that is said to be deflated, and has no stream (zip A3). Programs that look for one find the
 * next record, which is none, and refuse: they see nothing else in it.
 */
function isBareFolder(archive: Uint8Array, name: string, start: number, size: number, header: Uint8Array): boolean {
  if (!name.endsWith("/") || get(header, LOCAL.method) !== 8 || size !== 0) return false;
  const streamed = (get(header, LOCAL.flags) & DESCRIPTOR_FLAG) !== 0;
  const lengths = streamed ? DESCRIPTOR_LENGTHS : [0];
  return lengths.some((length) => NEXT.includes(signature(archive, start + length)));
}

function signature(archive: Uint8Array, place: number): number {
  return get(archive, { place, bytes: 4 });
}

function compressedSize(header: Uint8Array, extra: Uint8Array): number {
  const size = get(header, LOCAL.compressedSize);
  if (size !== SENTINEL_32) return size;
  for (let place = 0; place + 4 <= extra.length; place += 4 + get(extra, { place: place + 2, bytes: 2 })) {
    // The uncompressed size comes first.
    if (get(extra, { place, bytes: 2 }) === ZIP64_EXTRA) return get(extra, { place: place + 12, bytes: 8 });
  }
  return size;
}

function knownEnd(archive: Uint8Array, start: number, size: number, header: Uint8Array): Content {
  const data = archive.subarray(start, start + size);
  const deflated = get(header, LOCAL.method) === 8;
  // Where fflate gives nothing for nothing, zlib and Java miss the end of the stream.
  if (deflated && size === 0) throw new Error("A deflate stream is missing.");
  return { bytes: deflated ? inflateSync(data) : data, end: start + size };
}

/** Deflated data says where it ends; stored data goes on to the next signature. */
function unknownEnd(archive: Uint8Array, start: number, header: Uint8Array): Content {
  if (get(header, LOCAL.method) === 8) {
    const { bytes, read } = inflated(archive.subarray(start));
    return { bytes, end: start + read };
  }
  for (let end = start; end + 4 <= archive.length; end += 1) {
    const found = signature(archive, end);
    if (found === DESCRIPTOR_SIGNATURE) return { bytes: archive.subarray(start, end), end };
    // Without one of its own, the descriptor stands before the next record's.
    if (!NEXT.includes(found)) continue;
    for (const length of [12, 20] as const) {
      const size = get(archive, { place: end - length + 4, bytes: length === 12 ? 4 : 8 });
      if (size === end - length - start) return { bytes: archive.subarray(start, end - length), end: end - length };
    }
  }
  throw new Error("Stored data has no end.");
}

function inflated(data: Uint8Array): { bytes: Uint8Array; read: number } {
  const answer: unknown = inflateRawSync(data, { info: true });
  const { buffer, engine } = answer as { buffer: Uint8Array; engine: { bytesWritten: number } };
  return { bytes: buffer, read: engine.bytesWritten };
}

function afterDescriptor(archive: Uint8Array, place: number): number {
  const length = DESCRIPTOR_LENGTHS.find((each) => {
    const signed = each === 16 || each === 24;
    return (
      (signature(archive, place) === DESCRIPTOR_SIGNATURE) === signed && NEXT.includes(signature(archive, place + each))
    );
  });
  if (length === undefined) throw new Error("A descriptor is missing.");
  return place + length;
}
