// How is the content of an entry read and verified, from a source that answers at once, or later?
import { err, ok } from "neverthrow";
import type { Result } from "neverthrow";
import type { ByteSource, SyncByteSource } from "../bytes/byte-source.ts";
import type { Checksum } from "../bytes/checksum.ts";
import { joined } from "../bytes/joined.ts";
import type { Inflate } from "../bytes/inflate.ts";
import type { Problem } from "../problem/problem.ts";
import type { ArchiveEntry } from "./archive.ts";
import { walkEntry } from "./walk-entry.ts";
import type { EntryWalk } from "./walk-entry.ts";

export interface EntryCodecs {
  readonly inflate: Inflate;
  readonly checksum: Checksum;
}

/**
 * The whole content of `entry`, which `readArchiveSync` listed from the same bytes; empty for a folder. Fails with the
 * ARCHIVE_ codes of deflate, content and checksum. The bytes are the caller's own.
 */
export function readEntrySync(
  source: SyncByteSource,
  entry: ArchiveEntry,
  codecs: EntryCodecs,
): Result<Uint8Array, Problem> {
  const content = new Collected();
  return streamEntrySync(source, entry, codecs, (chunk) => content.add(chunk)).map(() => content.bytes());
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
  const walk = walkEntry(entry, {
    ...codecs,
    read: (offset, length) => source.readSync(offset, length),
    give: onChunk,
  });
  try {
    let step = walk.next();
    while (step.done !== true) step = walk.next(step.value());
    return step.value === null ? ok(entry.size) : err(step.value);
  } finally {
    giveUp(walk);
  }
}

/** `readEntrySync` from a source that answers later. */
export async function readEntry(
  source: ByteSource,
  entry: ArchiveEntry,
  codecs: EntryCodecs,
): Promise<Result<Uint8Array, Problem>> {
  const content = new Collected();
  const read = await streamEntry(source, entry, codecs, (chunk) => content.add(chunk));
  return read.map(() => content.bytes());
}

/** `streamEntrySync` from a source that answers later; each chunk is awaited before the next is made. */
export async function streamEntry(
  source: ByteSource,
  entry: ArchiveEntry,
  codecs: EntryCodecs,
  onChunk: (chunk: Uint8Array) => void | Promise<void>,
): Promise<Result<number, Problem>> {
  const walk = walkEntry(entry, { ...codecs, read: (offset, length) => source.read(offset, length), give: onChunk });
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

/** Chunks that are views of what is used again. */
class Collected {
  readonly #chunks: Uint8Array[] = [];

  add(chunk: Uint8Array): void {
    this.#chunks.push(chunk.slice());
  }

  bytes(): Uint8Array {
    const [only] = this.#chunks;
    return this.#chunks.length === 1 && only !== undefined ? only : joined(this.#chunks);
  }
}
