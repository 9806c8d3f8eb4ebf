// How are the files of an archive read by the rules, each entry verified? (zip I1-I4)
import { err } from "neverthrow";
import type { Result } from "neverthrow";
import type { AcceptedArchive } from "../archive/archive.ts";
import { readEntrySync, streamEntrySync } from "../archive/read-entry.ts";
import type { EntryCodecs } from "../archive/entry-content.ts";
import type { SyncByteSource } from "../bytes/byte-source.ts";
import { problem } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import { MOST_TEXT_BYTES } from "./package-view.ts";
import type { PackageFiles } from "./package-files.ts";

/** So many bytes of small texts are kept, so that they are not inflated twice. */
const MOST_KEPT_BYTES = 8 * 1024 * 1024;

/** The files of an accepted archive; each read verifies size and checksum. */
export function archiveFiles(
  source: SyncByteSource,
  { entries, dropped }: AcceptedArchive,
  codecs: EntryCodecs,
): VerifiableFiles {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const kept = new Map<string, Result<Uint8Array, Problem>>();
  let keptBytes = 0;
  const read = (path: string): Result<Uint8Array, Problem> => {
    const before = kept.get(path);
    if (before !== undefined) return before;
    const entry = byPath.get(path);
    if (entry?.kind !== "file") return err(problem("PATH_EMPTY", "The archive has no such file.", { entry: path }));
    const content = readEntrySync(source, entry, codecs);
    if (keptBytes + entry.size <= MOST_KEPT_BYTES) {
      keptBytes += entry.size;
      kept.set(path, content);
    }
    return content;
  };
  const verify = (): Problem[] =>
    [...entries, ...dropped].flatMap((entry) => {
      if (entry.kind !== "file") return [];
      const text = byPath.has(entry.path) && entry.size <= MOST_TEXT_BYTES && /\.(?:json|md)$/.test(entry.path);
      const content = text ? read(entry.path) : streamEntrySync(source, entry, codecs, () => {});
      return content.isErr() ? [content.error] : [];
    });
  return { entries, read, verify };
}

export interface VerifiableFiles extends PackageFiles {
  /** Reads every entry to its end; the `ARCHIVE_*` problems of their contents. */
  verify(): Problem[];
}
