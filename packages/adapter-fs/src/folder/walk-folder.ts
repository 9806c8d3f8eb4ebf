// What lies in a folder, and what of it can no archive hold, when nothing outside of it may be reached?
import { lstatSync, opendirSync } from "node:fs";
import type { Dirent, Stats } from "node:fs";
import {
  checkPath,
  escapeForDisplay,
  isJunk,
  problem,
  type ArchiveLimits,
  type Problem,
  type ProblemCode,
} from "@mayfly/core";
import { UnusableFile } from "../system/unusable-file.ts";
import { changed, sameFile, type FoundFile } from "./found-file.ts";

export interface WalkedFolder {
  /** Regular files that are not too large, in no order that means anything. */
  readonly files: readonly FoundFile[];
  /** Paths that were left out: junk, and folders in which nothing lies. */
  readonly junk: readonly string[];
  readonly emptyFolders: readonly string[];
  /** Why the folder cannot be packed as it is, sorted by path. */
  readonly problems: readonly Problem[];
  /** Whether the walk went to its end; it stops where there is too much. */
  readonly complete: boolean;
}

export type FolderLimits = Pick<
  ArchiveLimits,
  "maxTotalBytes" | "maxEntryBytes" | "maxEntries" | "maxPathBytes" | "maxDepth"
>;

/**
 * Looks at everything below `root`, with `prefix` and a slash before each path, and opens no file. Follows no link:
 * links, devices, pipes and names that an archive could not hold are problems. Throws the system's error, and
 * `UnusableFile` when `root` is a link or the folder changes meanwhile.
 */
export function walkFolder(root: string, prefix: string, limits: FolderLimits): WalkedFolder {
  // The top folder is one of an archive's entries, too.
  const walk: Walk = { limits, bytes: 0, entries: 1, problems: [], files: [], junk: [], emptyFolders: [] };
  const seen = lstatSync(root);
  if (seen.isSymbolicLink()) throw new UnusableFile(`Cannot read ${root}: it is a link.`);
  enter(walk, root, prefix, seen);
  if (walk.bytes > limits.maxTotalBytes) {
    walk.problems.push(tooMuch("ARCHIVE_TOTAL_TOO_LARGE", `its files have more than ${limits.maxTotalBytes} bytes`));
  }
  if (walk.entries > limits.maxEntries) {
    walk.problems.push(tooMuch("ARCHIVE_TOO_MANY_FILES", `it has more than ${limits.maxEntries} files and folders`));
  }
  return { ...walk, problems: walk.problems.toSorted(byEntry), complete: !hasTooMuch(walk) };
}

interface Walk {
  readonly limits: FolderLimits;
  readonly problems: Problem[];
  readonly files: FoundFile[];
  readonly junk: string[];
  readonly emptyFolders: string[];
  bytes: number;
  entries: number;
}

function hasTooMuch({ bytes, entries, limits }: Walk): boolean {
  return bytes > limits.maxTotalBytes || entries > limits.maxEntries;
}

function enter(walk: Walk, folder: string, shown: string, seen: Stats): void {
  const names = list(folder, walk.limits.maxEntries);
  // A link that took the folder's place while it was listed would have led elsewhere.
  if (!sameFile(seen, lstatSync(folder))) throw changed(folder);
  if (names.length === 0) walk.emptyFolders.push(shown);
  for (const name of names) {
    walk.entries += 1;
    if (hasTooMuch(walk)) return;
    const text = decoded(name);
    if (text === null) {
      refuse(walk, "ARCHIVE_NAME_NOT_UTF8", `${shown}/${name.toString("latin1")}`, "its name is not valid UTF-8");
      continue;
    }
    const path = `${shown}/${text}`;
    if (isJunk(path)) walk.junk.push(path);
    else take(walk, `${folder}/${text}`, path);
  }
}

function take(walk: Walk, place: string, path: string): void {
  const wrong = checkPath(path.normalize("NFC"), walk.limits);
  walk.problems.push(...wrong);
  const seen = lstatSync(place);
  if (seen.isDirectory()) {
    if (wrong.length === 0) enter(walk, place, path, seen);
    return;
  }
  if (seen.isSymbolicLink()) return refuse(walk, "ARCHIVE_SYMLINK", path, "it is a symbolic link");
  if (!seen.isFile()) return refuse(walk, "ARCHIVE_SPECIAL_FILE", path, "it is neither a file nor a folder");
  if (seen.size > walk.limits.maxEntryBytes) {
    const why = `it has ${seen.size} bytes, and at most ${walk.limits.maxEntryBytes} are allowed`;
    return refuse(walk, "ARCHIVE_ENTRY_TOO_LARGE", path, why);
  }
  walk.bytes += seen.size;
  walk.files.push({ path, place, seen });
}

/** Names as bytes, since a file system may hold any; one more than `most` is enough to know that there are too many. */
function list(folder: string, most: number): readonly Buffer[] {
  // Node gives names as bytes when asked, which its types do not know.
  const listed = opendirSync(folder, { encoding: "buffer" as BufferEncoding });
  const names: Buffer[] = [];
  try {
    for (let next = listed.readSync(); next !== null && names.length <= most; next = listed.readSync())
      names.push(nameOf(next));
  } finally {
    listed.closeSync();
  }
  return names;
}

function nameOf({ name }: Dirent): Buffer {
  return Buffer.from(name as unknown as Uint8Array);
}

function decoded(name: Buffer): string | null {
  const text = name.toString("utf8");
  return Buffer.from(text).equals(name) ? text : null;
}

function refuse({ problems }: Walk, code: ProblemCode, path: string, why: string): void {
  const entry = escapeForDisplay(path);
  const hint = HINTS[code];
  problems.push(problem(code, `Cannot pack "${entry}": ${why}.`, { entry, ...(hint === undefined ? {} : { hint }) }));
}

const HINTS: Partial<Record<ProblemCode, string>> = {
  ARCHIVE_SYMLINK: "Put the file itself in its place, or remove the link.",
  ARCHIVE_SPECIAL_FILE: "Remove it from the folder.",
  ARCHIVE_NAME_NOT_UTF8: "Rename it.",
};

function tooMuch(code: ProblemCode, why: string): Problem {
  return problem(code, `Cannot pack the folder: ${why}.`);
}

/** What is about the whole comes first. */
function byEntry({ entry: one }: Problem, { entry: other }: Problem): number {
  return Buffer.compare(Buffer.from(one ?? ""), Buffer.from(other ?? ""));
}
