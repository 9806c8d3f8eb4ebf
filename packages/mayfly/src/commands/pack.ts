// `mayfly pack`: a folder becomes an archive that every program reads alike.
import { realpathSync } from "node:fs";
import { basename, resolve } from "node:path";
import { escapeForDisplay, writeArchive, type ArchiveLimits, type Problem } from "@mayfly/core";
import { readFolder } from "../archive-tools.ts";
import { deliver, type OutputOptions } from "../archives/deliver.ts";
import { numberOfFiles } from "../archives/number-of-files.ts";
import { showProblems } from "../archives/show-problems.ts";
import { complain, isUnreadable } from "../archives/system-errors.ts";
import { size } from "../demo/screen.ts";

const REFUSED = 1;
const FAILED = 2;

/** Answers the exit code: 0 packed, 1 the folder cannot become a package, 2 the system refused something. */
export function pack(folder: string, limits: ArchiveLimits, options: OutputOptions): number {
  try {
    const root = realpathSync(resolve(folder));
    const name = basename(root);
    const content = readFolder(root, name, limits);
    if (content.isErr()) return refuse(folder, content.error);
    const { files, junk, emptyFolders } = content.value;
    const archive = writeArchive(files);
    if (archive.isErr()) return refuse(folder, archive.error);
    const packed = size(archive.value.length);
    if (archive.value.length > limits.maxBytes) {
      tell(`mayfly: Cannot pack ${folder}: it has ${packed} packed, and at most ${size(limits.maxBytes)} are allowed.`);
      return REFUSED;
    }
    for (const path of junk) tell(`left out ${path}: only a desktop needs it`);
    for (const path of emptyFolders) tell(`left out ${path}: an empty folder has no place in a canonical archive`);
    const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
    return deliver(
      archive.value,
      `${name}.zip`,
      `${numberOfFiles(files.length)}, ${size(bytes)} in ${packed}`,
      options,
    );
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    complain(`pack ${folder}`, error);
    return FAILED;
  }
}

function refuse(folder: string, problems: readonly Problem[]): number {
  showProblems(folder, problems);
  return REFUSED;
}

function tell(text: string): void {
  process.stderr.write(`${escapeForDisplay(text)}\n`);
}
