// Can this folder hold the server's data?
import { realpath, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { randomBytes } from "node:crypto";
import { err, ok, type Result } from "neverthrow";
import { systemCode } from "../system/attempt-system.ts";
import { makeFolder } from "./make-folder.ts";
import { placesOf, type Places } from "./places.ts";
import { pathBudget } from "./path-budget.ts";

export interface DataFolder {
  /** Absolute, without links. */
  readonly path: string;
  /** Bytes that a path inside a skill package, an input archive or among the artifacts may have here. */
  readonly maxPathBytes: number;
  /** For files of a moment: what a crash leaves there goes with the next sweep. Absolute. */
  readonly scratch: string;
}

/** The folder cannot be used; one sentence for the operator. */
export interface DataFolderRefusal {
  readonly message: string;
}

/** Creates what is missing of a data folder, only for its owner, and tries to write in it. */
export async function openDataFolder(dataDir: string): Promise<Result<DataFolder, DataFolderRefusal>> {
  const wanted = resolve(dataDir);
  try {
    await makeFolder(wanted);
    const path = await realpath(wanted);
    const places = placesOf(path);
    for (const folder of [places.tmp, places.trash, places.runs, places.skills]) {
      await makeFolder(folder);
    }
    await tryToWrite(places);
    const maxPathBytes = pathBudget(path);
    if (maxPathBytes < SMALLEST_BUDGET) {
      return err({ message: `Cannot use the data folder ${wanted}: its path is too long for files inside it.` });
    }
    return ok({ path, maxPathBytes, scratch: places.trash });
  } catch (error) {
    return err({ message: `Cannot use the data folder ${wanted}: ${reason(error)}.` });
  }
}

/** Writes and moves an empty file as the server does; a sweep of the server that has the folder may take it away. */
async function tryToWrite(places: Places, attempts = 3): Promise<void> {
  // In the trash, which is emptied whatever lies there: a crash right here leaves nothing for long.
  const probe = join(places.trash, `probe.${randomBytes(8).toString("hex")}`);
  // The same name at every start: what a crash leaves of this one, the next one takes away.
  const moved = join(places.runs, "probe");
  await writeFile(probe, "", { flag: "wx", mode: 0o600 });
  try {
    // Outputs are removed by moving them away in one step.
    await rename(probe, moved);
    await rm(moved, { force: true });
  } catch (error) {
    if (systemCode(error) !== "ENOENT" || attempts === 1) throw error;
    await tryToWrite(places, attempts - 1);
  } finally {
    await rm(probe, { force: true });
  }
}

function reason(error: unknown): string {
  const code = systemCode(error);
  if (code === null) throw error;
  return REASONS[code] ?? (error instanceof Error ? error.message : code);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "no folder can be made there",
  EEXIST: "there is a file where a folder should be",
  ENOTDIR: "part of its path is a file",
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the quota is used up",
  ENAMETOOLONG: "its path is too long",
  EXDEV: "its folders tmp and runs must lie on one file system, and do not",
  ELOOP: "its path goes round in circles through links",
};

/** Less than this leaves no room for ordinary packages. */
const SMALLEST_BUDGET = 128;
