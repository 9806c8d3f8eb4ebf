// What is left of the entries when they are safe? (zip A4, M1)
import type { ArchiveEntry, Normalisation } from "./archive.ts";
import { isRoot } from "./check-names.ts";
import { DEFLATED, modeOf } from "./form-rules.ts";
import { isJunk } from "./junk.ts";
import type { NamedEntry } from "./name-entries.ts";
import type { PlacedEntry } from "./walk-local-headers.ts";

export interface KeptEntries {
  readonly entries: readonly ArchiveEntry[];
  readonly notes: readonly Normalisation[];
}

const OWNER_EXECUTES = 0o100;
/** setuid, setgid, sticky, and writing by everybody. */
const NEVER_APPLIED = 0o7002;

/** In the order of `named`, the central directory's. */
export function keepEntries(named: readonly NamedEntry[], placed: readonly PlacedEntry[]): KeptEntries {
  const dataOffsets = new Map(placed.map((entry) => [entry.named, entry.dataOffset]));
  const entries: ArchiveEntry[] = [];
  const notes: Normalisation[] = [];
  for (const entry of named) {
    if (isRoot(entry)) continue;
    const { header, path, kind } = entry;
    if (isJunk(path)) {
      notes.push({
        code: "ARCHIVE_JUNK_DROPPED",
        entry: path,
        detail: "Only a desktop needs this file; it was left out.",
      });
      continue;
    }
    const mode = modeOf(header);
    if ((mode & NEVER_APPLIED) !== 0) {
      const detail = `Of the mode 0${(mode & 0o7777).toString(8)}, at most the executable bit is applied.`;
      notes.push({ code: "ARCHIVE_MODE_DROPPED", entry: path, detail });
    }
    entries.push({
      path,
      kind,
      size: header.size,
      compressedSize: header.compressedSize,
      executable: kind === "file" && (mode & OWNER_EXECUTES) !== 0,
      method: header.method === DEFLATED ? "deflated" : "stored",
      crc32: header.crc32,
      dataOffset: dataOffsets.get(entry) ?? 0,
    });
  }
  return { entries, notes };
}
