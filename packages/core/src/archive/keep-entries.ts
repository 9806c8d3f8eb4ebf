// What is left of the entries when they are safe? (zip A4, M1)
import type { ArchiveEntry, Normalisation } from "./archive.ts";
import { isRoot } from "./check-names.ts";
import { DEFLATED, modeOf } from "./form-rules.ts";
import { isJunk } from "./junk.ts";
import type { NamedEntry } from "./name-entries.ts";

export interface KeptEntries {
  readonly entries: readonly ArchiveEntry[];
  readonly dropped: readonly ArchiveEntry[];
  readonly notes: readonly Normalisation[];
}

const OWNER_EXECUTES = 0o100;
/** setuid, setgid, sticky, and writing by everybody. */
const NEVER_APPLIED = 0o7002;

/** In the order of `named`, the central directory's; `dataOffsets` are in that order too. */
export function keepEntries(named: readonly NamedEntry[], dataOffsets: Float64Array): KeptEntries {
  const entries: ArchiveEntry[] = [];
  const dropped: ArchiveEntry[] = [];
  const notes: Normalisation[] = [];
  for (const [place, each] of named.entries()) {
    if (isRoot(each)) continue;
    const entry = entryOf(each, dataOffsets[place] ?? 0);
    const { path } = entry;
    const mode = modeOf(each.header);
    if (isJunk(path)) {
      const detail = "Only a desktop needs this file; it was left out.";
      notes.push({ code: "ARCHIVE_JUNK_DROPPED", entry: path, detail });
      dropped.push(entry);
      continue;
    }
    if ((mode & NEVER_APPLIED) !== 0) {
      const detail = `Of the mode 0${(mode & 0o7777).toString(8)}, at most the executable bit is applied.`;
      notes.push({ code: "ARCHIVE_MODE_DROPPED", entry: path, detail });
    }
    entries.push(entry);
  }
  return { entries, dropped, notes };
}

function entryOf({ header, path, kind }: NamedEntry, dataOffset: number): ArchiveEntry {
  return {
    path,
    kind,
    size: header.size,
    compressedSize: header.compressedSize,
    executable: kind === "file" && (modeOf(header) & OWNER_EXECUTES) !== 0,
    method: header.method === DEFLATED ? "deflated" : "stored",
    crc32: header.crc32,
    dataOffset,
  };
}
