// What is the whole verdict on an archive, its contents included?
import type { ByteSource, SyncByteSource } from "../bytes/byte-source.ts";
import type { AcceptedArchive, ArchiveEntry, ArchiveVerdict } from "./archive.ts";
import type { ArchiveLimits } from "./limits.ts";
import { ProblemList } from "./problem-list.ts";
import { readArchive, readArchiveSync } from "./read-archive.ts";
import { streamEntry, streamEntrySync } from "./read-entry.ts";
import type { EntryCodecs } from "./entry-content.ts";
import type { ReadOptions } from "./walk-archive.ts";

export interface InspectOptions extends ReadOptions {
  /**
   * Hears the content of every listed file in chunks, before it is known to be right as a whole. A chunk is a view that
   * must not be changed, and holds its bytes only during the call.
   */
  readonly onContent?: (entry: ArchiveEntry, chunk: Uint8Array) => void;
}

/**
 * Judges the structure as `readArchiveSync` does and, where that is accepted, reads every entry to its end, dropped junk
 * too: the verdict is `refused` with what is wrong with each, or `accepted`. Keeps nothing. Throws only what the source
 * or `onContent` throws.
 */
export function inspectArchiveSync(
  source: SyncByteSource,
  limits: ArchiveLimits,
  codecs: EntryCodecs,
  options: InspectOptions = {},
): ArchiveVerdict {
  const verdict = readArchiveSync(source, limits, options);
  if (verdict.verdict === "refused") return verdict;
  const problems = new ProblemList();
  for (const [entry, give] of contentsOf(verdict, options)) {
    const read = streamEntrySync(source, entry, codecs, give);
    if (read.isErr()) problems.add(read.error);
    if (problems.full) break;
  }
  return problems.none ? verdict : { verdict: "refused", problems: problems.all };
}

/** The same from a source that answers later. */
export async function inspectArchive(
  source: ByteSource,
  limits: ArchiveLimits,
  codecs: EntryCodecs,
  options: InspectOptions = {},
): Promise<ArchiveVerdict> {
  const verdict = await readArchive(source, limits, options);
  if (verdict.verdict === "refused") return verdict;
  const problems = new ProblemList();
  for (const [entry, give] of contentsOf(verdict, options)) {
    const read = await streamEntry(source, entry, codecs, give);
    if (read.isErr()) problems.add(read.error);
    if (problems.full) break;
  }
  return problems.none ? verdict : { verdict: "refused", problems: problems.all };
}

/** Every entry, each with who hears its content. */
function* contentsOf(
  { entries, dropped }: AcceptedArchive,
  { onContent }: InspectOptions,
): Generator<readonly [ArchiveEntry, (chunk: Uint8Array) => void]> {
  for (const entry of entries) {
    yield [entry, onContent === undefined ? hearNothing : (chunk) => onContent(entry, chunk)];
  }
  for (const entry of dropped) yield [entry, hearNothing];
}

function hearNothing(): void {
  // Reading to the end is what proves the content.
}
