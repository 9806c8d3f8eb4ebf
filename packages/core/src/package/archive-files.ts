// How are the files of an archive read by the rules, each entry verified? (zip I1-I4)
import { err } from "neverthrow";
import type { Result } from "neverthrow";
import type { AcceptedArchive, ArchiveEntry } from "../archive/archive.ts";
import type { EntryCodecs } from "../archive/entry-content.ts";
import { readEntrySync, streamEntrySync } from "../archive/read-entry.ts";
import type { SyncByteSource } from "../bytes/byte-source.ts";
import type { Sha256, Sha256Stream } from "../bytes/sha256.ts";
import { problem } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import { contentDigest } from "./content-digest.ts";
import { MOST_TEXT_BYTES } from "./package-view.ts";
import type { PackageFiles } from "./package-files.ts";

export interface PackageCodecs extends EntryCodecs {
  readonly sha256: Sha256;
}

/** What the rules read anyway. */
const READ_BY_RULES = /(?:\.json|(?:^|\/)SKILL\.md)$/;

/** So many bytes of it are kept, so that it is not inflated twice. */
const MOST_KEPT_BYTES = 8 * 1024 * 1024;

/** The files of an accepted archive; each read verifies size and checksum. */
export function archiveFiles(
  source: SyncByteSource,
  { entries, dropped }: AcceptedArchive,
  codecs: PackageCodecs,
): VerifiableFiles {
  const { sha256 } = codecs;
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
  const digestOf = (entry: ArchiveEntry): Result<() => string, Problem> => {
    const { path, size } = entry;
    if (size <= MOST_TEXT_BYTES && READ_BY_RULES.test(path)) return read(path).map((content) => sha256.of(content));
    let whole: (() => string) | null = null;
    let stream: Sha256Stream | null = null;
    const done = streamEntrySync(source, entry, codecs, (chunk) => {
      // What comes at once is digested at once, which is faster.
      if (chunk.length === size) whole = sha256.of(chunk);
      else (stream ??= sha256.create()).update(chunk);
    });
    return done.map(() => whole ?? (() => (stream ?? sha256.create()).hex()));
  };
  const verify = (): Verification => {
    const problems: Problem[] = [];
    const digests: { readonly path: string; readonly hex: () => string }[] = [];
    for (const entry of entries) {
      if (entry.kind !== "file") continue;
      const digest = digestOf(entry);
      if (digest.isErr()) problems.push(digest.error);
      else digests.push({ path: entry.path, hex: digest.value });
    }
    for (const entry of dropped) {
      const content = streamEntrySync(source, entry, codecs, () => {});
      if (content.isErr()) problems.push(content.error);
    }
    if (problems.length > 0) return { problems, digest: () => null };
    const digest = (): string =>
      contentDigest(
        digests.map(({ path, hex }) => ({ path, sha256: hex() })),
        sha256,
      );
    return { problems, digest };
  };
  return { entries, read, verify };
}

export interface VerifiableFiles extends PackageFiles {
  /** Reads every entry to its end. */
  verify(): Verification;
}

export interface Verification {
  /** The `ARCHIVE_*` problems of the contents. */
  readonly problems: readonly Problem[];
  /** `null` when there are problems. Asked for late, it may have been made meanwhile by another thread. */
  readonly digest: () => string | null;
}
