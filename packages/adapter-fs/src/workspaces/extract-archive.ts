// How do an archive's entries become files, and nothing but files in one fresh folder? (req B6; zip "Extraction")
import { closeSync, existsSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import {
  problem,
  readArchiveSync,
  streamEntrySync,
  type AcceptedArchive,
  type ArchiveEntry,
  type ArchiveLimits,
  type EntryCodecs,
  type Problem,
  type ProblemCode,
  type SyncByteSource,
} from "@mayfly/core";
import { PART_SUFFIX } from "../data-folder/places.ts";
import type { Extraction, Stripped } from "../pool/pool-task.ts";
import { systemCode } from "../system/attempt-system.ts";
import { CREATE_SAFELY } from "../system/open-flags.ts";

/**
 * Judges the archive and extracts it into `target`, of which the parent exists. `target` is there whole at the end or
 * not at all: everything is made in a fresh folder beside it, which is renamed at the end, never over something that
 * exists, and removed on a refusal and on an error. Only a process that is killed leaves that folder, named
 * `<target>.part`. Throws the system's errors.
 */
export function extractArchive(
  source: SyncByteSource,
  limits: ArchiveLimits,
  target: string,
  stripped: Stripped,
  codecs: EntryCodecs,
): Extraction {
  const verdict = readArchiveSync(source, limits);
  if (verdict.verdict === "refused") return { kind: "refused", problems: verdict.problems };
  const strip = stripped === "nothing" ? null : stripped === "top folder" ? topOf(verdict) : stripped.folder;
  const outside = verdict.entries.find((entry) => placeOf(entry, strip) === null);
  if (outside !== undefined) {
    const message = `Cannot extract "${outside.path}": it lies outside the package's folder.`;
    return refused(problem("PACKAGE_TOP_FOLDER", message, { entry: outside.path }));
  }
  const making = target + PART_SUFFIX;
  mkdirSync(making, { mode: 0o700 });
  let whole = false;
  try {
    const extraction = fill(making, source, verdict, strip, codecs);
    if (extraction.kind === "refused") return extraction;
    if (existsSync(target)) throw new Error(`Cannot extract to ${target}: it exists.`);
    renameSync(making, target);
    whole = true;
    return extraction;
  } finally {
    if (!whole) rmSync(making, { recursive: true });
  }
}

function fill(
  root: string,
  source: SyncByteSource,
  { entries, dropped }: AcceptedArchive,
  strip: string | null,
  codecs: EntryCodecs,
): Extraction {
  for (const [folder, entry] of foldersOf(entries, strip)) {
    const wrong = tried(entry, () => makeFolder(`${root}/${folder}`));
    if (wrong !== null) return refused(wrong);
  }
  const files: string[] = [];
  for (const entry of entries) {
    const place = placeOf(entry, strip);
    if (entry.kind !== "file" || place === null) continue;
    const wrong = tried(entry, () => writeEntry(source, entry, `${root}/${place}`, codecs));
    if (wrong !== null) return refused(wrong);
    files.push(place);
  }
  // Junk is not written, and an archive in which it is broken is not right either.
  for (const entry of dropped) {
    const read = streamEntrySync(source, entry, codecs, () => undefined);
    if (read.isErr()) return refused(read.error);
  }
  return { kind: "extracted", files };
}

/** What an archive begins with; whatever lies beside it has no place then. */
function topOf({ entries }: AcceptedArchive): string {
  return entries[0]?.path.split("/", 1)[0] ?? "";
}

/** The path of an entry below the target: "" for the stripped folder itself, `null` when it lies outside of it. */
function placeOf({ path, kind }: ArchiveEntry, strip: string | null): string | null {
  if (strip === null) return path;
  if (path === strip && kind === "directory") return "";
  return path.startsWith(`${strip}/`) ? path.slice(strip.length + 1) : null;
}

/** Every folder with an entry that needs it, the outer ones first. */
function foldersOf(
  entries: readonly ArchiveEntry[],
  strip: string | null,
): readonly (readonly [string, ArchiveEntry])[] {
  const folders = new Map<string, ArchiveEntry>();
  for (const entry of entries) {
    const place = placeOf(entry, strip) ?? "";
    let folder = entry.kind === "directory" ? place : dirname(place);
    for (; folder !== "" && folder !== "." && !folders.has(folder); folder = dirname(folder))
      folders.set(folder, entry);
  }
  return [...folders].sort(([a], [b]) => a.length - b.length);
}

function makeFolder(path: string): null {
  mkdirSync(path, { mode: 0o755 });
  return null;
}

function writeEntry(source: SyncByteSource, entry: ArchiveEntry, path: string, codecs: EntryCodecs): Problem | null {
  const descriptor = openSync(path, CREATE_SAFELY, entry.executable ? 0o755 : 0o644);
  try {
    const read = streamEntrySync(source, entry, codecs, (chunk) => writeWhole(descriptor, chunk));
    if (read.isErr()) return read.error;
    const { size } = fstatSync(descriptor);
    if (size !== entry.size)
      throw new Error(`Cannot extract "${entry.path}": ${size} bytes of ${entry.size} were written.`);
    return null;
  } finally {
    closeSync(descriptor);
  }
}

function writeWhole(descriptor: number, chunk: Uint8Array): void {
  for (let written = 0; written < chunk.length;) written += writeSync(descriptor, chunk, written);
}

/** What the sender can mend of what the system refuses: names that this file system cannot hold, or not apart. */
function tried(entry: ArchiveEntry, action: () => Problem | null): Problem | null {
  try {
    return action();
  } catch (error) {
    const known = REFUSALS[systemCode(error) ?? ""];
    if (known === undefined) throw error;
    const [code, reason] = known;
    return problem(code, `Cannot extract "${entry.path}": ${reason}.`, { entry: entry.path });
  }
}

const REFUSALS: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  ENAMETOOLONG: ["PATH_TOO_LONG_HERE", "its path is too long for this server's file system"],
  EEXIST: ["PATH_COLLISION", "this server's file system takes its name for another entry's"],
  EILSEQ: ["PATH_CHARACTER", "this server's file system cannot hold its name"],
};

function refused(...problems: readonly Problem[]): Extraction {
  return { kind: "refused", problems };
}
