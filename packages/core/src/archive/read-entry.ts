// How is the content of an entry read and verified, from a source that answers at once, or later?
import { err, ok } from "neverthrow";
import type { Result } from "neverthrow";
import type { ByteSource, SyncByteSource } from "../bytes/byte-source.ts";
import { joined } from "../bytes/joined.ts";
import { ONE_CALL_BYTES } from "../bytes/inflate.ts";
import type { Problem } from "../problem/problem.ts";
import type { ArchiveEntry } from "./archive.ts";
import { fitsInto, wholeContent } from "./entry-content.ts";
import type { EntryCodecs } from "./entry-content.ts";
import { walkEntry } from "./walk-entry.ts";
import type { EntryOutside, EntryWalk } from "./walk-entry.ts";

/** What nobody keeps is streamed above this many bytes: memory of its own costs more. */
const SMALL_BYTES = 64 * 1024;

/**
 * The whole content of `entry`, which `readArchiveSync` listed from the same bytes; empty for a folder. Fails with the
 * ARCHIVE_ codes of deflate, content and checksum. The bytes are the caller's own.
 */
export function readEntrySync(
  source: SyncByteSource,
  entry: ArchiveEntry,
  codecs: EntryCodecs,
): Result<Uint8Array, Problem> {
  if (fitsInto(ONE_CALL_BYTES, entry)) {
    const data = source.readSync(entry.dataOffset, entry.compressedSize);
    return wholeContent(entry, data, codecs).map((content) => ownOf(content, data));
  }
  const chunks: Uint8Array[] = [];
  const read = driveSync(source, entry, codecs, (chunk) => void chunks.push(chunk.slice()));
  return read.map(() => joined(chunks));
}

/**
 * Hands the content over in chunks, in bounded memory, and gives its bytes' number. Only after an `ok` is the content
 * known to be right: on an error, whatever was made of the chunks must go. A chunk is a view that must not be changed,
 * and holds its bytes only until `onChunk` is done with it.
 */
export function streamEntrySync(
  source: SyncByteSource,
  entry: ArchiveEntry,
  codecs: EntryCodecs,
  onChunk: (chunk: Uint8Array) => void,
): Result<number, Problem> {
  if (!fitsInto(SMALL_BYTES, entry)) return driveSync(source, entry, codecs, onChunk);
  const read = wholeContent(entry, source.readSync(entry.dataOffset, entry.compressedSize), codecs);
  if (read.isErr()) return err(read.error);
  onChunk(read.value);
  return ok(entry.size);
}

/** `readEntrySync` from a source that answers later. */
export async function readEntry(
  source: ByteSource,
  entry: ArchiveEntry,
  codecs: EntryCodecs,
): Promise<Result<Uint8Array, Problem>> {
  if (fitsInto(ONE_CALL_BYTES, entry)) {
    const data = await source.read(entry.dataOffset, entry.compressedSize);
    return wholeContent(entry, data, codecs).map((content) => ownOf(content, data));
  }
  const chunks: Uint8Array[] = [];
  const read = await drive(source, entry, codecs, (chunk) => void chunks.push(chunk.slice()));
  return read.map(() => joined(chunks));
}

/** `streamEntrySync` from a source that answers later; each chunk is awaited before the next is made. */
export async function streamEntry(
  source: ByteSource,
  entry: ArchiveEntry,
  codecs: EntryCodecs,
  onChunk: (chunk: Uint8Array) => void | Promise<void>,
): Promise<Result<number, Problem>> {
  if (!fitsInto(SMALL_BYTES, entry)) return drive(source, entry, codecs, onChunk);
  const read = wholeContent(entry, await source.read(entry.dataOffset, entry.compressedSize), codecs);
  if (read.isErr()) return err(read.error);
  await onChunk(read.value);
  return ok(entry.size);
}

/** What a source gave is its own. */
function ownOf(content: Uint8Array, data: Uint8Array): Uint8Array {
  return content === data ? data.slice() : content;
}

function driveSync(
  source: SyncByteSource,
  entry: ArchiveEntry,
  codecs: EntryCodecs,
  give: EntryOutside["give"],
): Result<number, Problem> {
  const walk = walkEntry(entry, { ...codecs, give, read: (offset, length) => source.readSync(offset, length) });
  try {
    let step = walk.next();
    while (step.done !== true) step = walk.next(step.value());
    return step.value === null ? ok(entry.size) : err(step.value);
  } finally {
    giveUp(walk);
  }
}

async function drive(
  source: ByteSource,
  entry: ArchiveEntry,
  codecs: EntryCodecs,
  give: EntryOutside["give"],
): Promise<Result<number, Problem>> {
  const walk = walkEntry(entry, { ...codecs, give, read: (offset, length) => source.read(offset, length) });
  try {
    let step = walk.next();
    while (step.done !== true) step = walk.next(await step.value());
    return step.value === null ? ok(entry.size) : err(step.value);
  } finally {
    giveUp(walk);
  }
}

/** Lets the walk free what it holds when a source or a receiver threw. */
function giveUp(walk: EntryWalk<Problem | null>): void {
  walk.return(null);
}
