// About which archives are other programs asked, and what have we read in them?
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { zlibCrc32, zlibInflate } from "@mayfly/adapter-fs";
import { bufferSource, DEFAULT_PACKAGE_LIMITS, inspectArchiveSync, writeArchive } from "@mayfly/core";
import type { ArchiveEntry } from "@mayfly/core";
import { allFixtures } from "./all-fixtures.ts";
import { isRefused } from "./archive-fixture.ts";
import { hashOf } from "./readers/archive-reader.ts";
import type { ArchiveFile, Listing } from "./readers/archive-reader.ts";

export interface AskedArchive extends ArchiveFile {
  /** What must be found in it. */
  readonly ours: Listing;
}

/**
 * Puts every accepted archive into `folder`. Where something was normalised, the archive's own bytes are handed to
 * nobody; it is the canonical archive of what we read that leaves the system, so that is what others are asked about.
 * Those that are made in memory only are too large to ask about.
 */
export function putArchivesToAsk(folder: string): AskedArchive[] {
  mkdirSync(folder, { recursive: true });
  return allFixtures
    .filter((fixture) => !isRefused(fixture) && fixture.inMemoryOnly !== true)
    .map((fixture) => {
      const path = join(folder, `${fixture.what}.zip`);
      const { bytes, ours } = readByUs(fixture.bytes());
      writeFileSync(path, bytes);
      return { name: fixture.what, path, ours };
    });
}

function readByUs(bytes: Uint8Array): { bytes: Uint8Array; ours: Listing } {
  const contents = new Map<ArchiveEntry, Uint8Array[]>();
  const verdict = inspectArchiveSync(
    bufferSource(bytes),
    DEFAULT_PACKAGE_LIMITS,
    { inflate: zlibInflate, checksum: zlibCrc32 },
    { onContent: (entry, chunk) => contents.set(entry, [...(contents.get(entry) ?? []), chunk.slice()]) },
  );
  if (verdict.verdict === "refused") throw new Error(verdict.problems.map(({ message }) => message).join("\n"));
  const files = verdict.entries
    .filter(({ kind }) => kind === "file")
    .map((entry) => ({
      path: entry.path,
      bytes: Buffer.concat(contents.get(entry) ?? []),
      executable: entry.executable,
    }));
  const folders = verdict.entries.filter(({ kind }) => kind === "directory").map(({ path }) => path);
  if (verdict.normalisations.length === 0) return { bytes, ours: { files: hashesOf(files), folders } };

  const emitted = writeArchive(files);
  if (emitted.isErr()) throw new Error(emitted.error.map(({ message }) => message).join("\n"));
  // The canonical archive has composed names, and no folders.
  const composed = files.map((file) => ({ ...file, path: file.path.normalize("NFC") }));
  return { bytes: emitted.value, ours: { files: hashesOf(composed), folders: [] } };
}

function hashesOf(files: readonly { path: string; bytes: Uint8Array }[]): ReadonlyMap<string, string> {
  return new Map(files.map(({ path, bytes }) => [path, hashOf(bytes)]));
}
