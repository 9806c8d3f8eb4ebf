// Which files does a folder hold, when nothing outside of it may be read?
import { closeSync, constants, fstatSync, lstatSync, openSync, opendirSync, readSync } from "node:fs";
import type { Dirent, Stats } from "node:fs";
import {
  checkPath,
  escapeForDisplay,
  isJunk,
  problem,
  type ArchiveLimits,
  type ContentFile,
  type Problem,
  type ProblemCode,
} from "@mayfly/core";
import { err, ok, type Result } from "neverthrow";
import { READ_SAFELY } from "../system/open-flags.ts";
import { UnusableFile } from "../system/unusable-file.ts";

export interface FolderContent {
  /** In no order that means anything. */
  readonly files: readonly ContentFile[];
  /** Paths that were left out: junk, and folders in which nothing lies. */
  readonly junk: readonly string[];
  readonly emptyFolders: readonly string[];
}

type Limits = Pick<ArchiveLimits, "maxTotalBytes" | "maxEntryBytes" | "maxEntries" | "maxPathBytes" | "maxDepth">;

/**
 * Reads every regular file below `root`, with `prefix` and a slash before each path. Follows no link and reads nothing
 * else than files: links, devices, pipes and names that an archive could not hold are the problems of the answer, all
 * at once. Throws the system's error, and `UnusableFile` when the folder changes meanwhile.
 */
export function readFolder(root: string, prefix: string, limits: Limits): Result<FolderContent, readonly Problem[]> {
  const reading: Reading = { limits, bytes: 0, entries: 0, problems: [], files: [], junk: [], emptyFolders: [] };
  const seen = lstatSync(root);
  if (seen.isSymbolicLink()) throw new UnusableFile(`Cannot read ${root}: it is a link.`);
  enter(reading, root, prefix, seen);
  if (reading.bytes > limits.maxTotalBytes) {
    reading.problems.push(tooMuch("ARCHIVE_TOTAL_TOO_LARGE", `its files have more than ${limits.maxTotalBytes} bytes`));
  }
  if (reading.entries > limits.maxEntries) {
    reading.problems.push(tooMuch("ARCHIVE_TOO_MANY_FILES", `it has more than ${limits.maxEntries} files and folders`));
  }
  return reading.problems.length > 0 ? err(reading.problems) : ok(reading);
}

interface Reading extends FolderContent {
  readonly limits: Limits;
  readonly problems: Problem[];
  readonly files: ContentFile[];
  readonly junk: string[];
  readonly emptyFolders: string[];
  bytes: number;
  entries: number;
}

function enter(reading: Reading, folder: string, shown: string, seen: Stats): void {
  const names = list(folder, reading.limits.maxEntries);
  // A link that took the folder's place while it was listed would have led elsewhere.
  if (!sameFile(seen, lstatSync(folder))) throw new UnusableFile(`Cannot read ${folder}: it changed meanwhile.`);
  if (names.length === 0) reading.emptyFolders.push(shown);
  for (const name of names) {
    reading.entries += 1;
    if (reading.bytes > reading.limits.maxTotalBytes || reading.entries > reading.limits.maxEntries) return;
    const text = decoded(name);
    if (text === null) {
      refuse(reading, "ARCHIVE_NAME_NOT_UTF8", `${shown}/${name.toString("latin1")}`, "its name is not valid UTF-8");
      continue;
    }
    const path = `${shown}/${text}`;
    if (isJunk(path)) reading.junk.push(path);
    else take(reading, `${folder}/${text}`, path);
  }
}

function take(reading: Reading, place: string, path: string): void {
  const wrong = checkPath(path.normalize("NFC"), reading.limits);
  const seen = lstatSync(place);
  if (seen.isDirectory()) return wrong.length === 0 ? enter(reading, place, path, seen) : tell(reading, wrong);
  tell(reading, wrong);
  if (seen.isSymbolicLink()) return refuse(reading, "ARCHIVE_SYMLINK", path, "it is a symbolic link");
  if (!seen.isFile()) return refuse(reading, "ARCHIVE_SPECIAL_FILE", path, "it is neither a file nor a folder");
  if (seen.size > reading.limits.maxEntryBytes) {
    const why = `it has ${seen.size} bytes, and at most ${reading.limits.maxEntryBytes} are allowed`;
    return refuse(reading, "ARCHIVE_ENTRY_TOO_LARGE", path, why);
  }
  reading.bytes += seen.size;
  // Nothing of what is too much is read, and nothing at all once the answer is a refusal.
  if (reading.bytes > reading.limits.maxTotalBytes || reading.problems.length > 0) return;
  reading.files.push({ path, bytes: contentOf(place, seen), executable: (seen.mode & constants.S_IXUSR) !== 0 });
}

function contentOf(place: string, seen: Stats): Uint8Array {
  const descriptor = openSync(place, READ_SAFELY);
  try {
    const opened = fstatSync(descriptor);
    if (!sameFile(seen, opened) || opened.size !== seen.size) throw changed(place);
    const bytes = new Uint8Array(opened.size);
    for (let filled = 0; filled < bytes.length;) {
      const read = readSync(descriptor, bytes, filled, bytes.length - filled, filled);
      if (read === 0) throw changed(place);
      filled += read;
    }
    return bytes;
  } finally {
    closeSync(descriptor);
  }
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

function sameFile(one: Stats, other: Stats): boolean {
  return (
    one.dev === other.dev && one.ino === other.ino && (one.mode & constants.S_IFMT) === (other.mode & constants.S_IFMT)
  );
}

function changed(place: string): UnusableFile {
  return new UnusableFile(`Cannot read ${place}: it changed meanwhile.`);
}

function tell({ problems }: Reading, told: readonly Problem[]): void {
  problems.push(...told);
}

function refuse({ problems }: Reading, code: ProblemCode, path: string, why: string): void {
  const entry = escapeForDisplay(path);
  problems.push(problem(code, `Cannot pack "${entry}": ${why}.`, { entry }));
}

function tooMuch(code: ProblemCode, why: string): Problem {
  return problem(code, `Cannot pack the folder: ${why}.`);
}
