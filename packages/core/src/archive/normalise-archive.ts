// What is the canonical form of an archive that was accepted?
import { err } from "neverthrow";
import type { Result } from "neverthrow";
import type { SyncByteSource } from "../bytes/byte-source.ts";
import type { Problem } from "../problem/problem.ts";
import type { Normalisation } from "./archive.ts";
import type { ArchiveLimits } from "./limits.ts";
import { inspectArchiveSync } from "./inspect-archive.ts";
import { readEntrySync } from "./read-entry.ts";
import type { EntryCodecs } from "./entry-content.ts";
import { writeArchive } from "./write-archive.ts";
import type { ContentFile } from "./write-archive.ts";

export interface NormalisedArchive {
  readonly bytes: Uint8Array;
  readonly files: number;
  /** What is not as it was. */
  readonly normalisations: readonly Normalisation[];
}

/**
 * Judges an archive, contents included, and writes its files as a canonical archive, which every program reads alike.
 * Listed folders without files go, as everything does that the canonical form does not have. Holds all files in memory.
 * Fails with all that is wrong with the archive.
 */
export function normaliseArchive(
  source: SyncByteSource,
  limits: ArchiveLimits,
  codecs: EntryCodecs,
): Result<NormalisedArchive, readonly Problem[]> {
  const verdict = inspectArchiveSync(source, limits, codecs);
  if (verdict.verdict === "refused") return err(verdict.problems);
  const files: ContentFile[] = [];
  for (const entry of verdict.entries) {
    if (entry.kind === "directory") continue;
    const bytes = readEntrySync(source, entry, codecs);
    if (bytes.isErr()) return err([bytes.error]);
    files.push({ path: entry.path, bytes: bytes.value, executable: entry.executable });
  }
  const { normalisations } = verdict;
  return writeArchive(files).map((bytes) => ({ bytes, files: files.length, normalisations }));
}
