// Which files does a folder hold, when nothing outside of it may be read?
import { constants } from "node:fs";
import type { ContentFile, Problem } from "@mayfly/core";
import { err, ok, type Result } from "neverthrow";
import { readFound } from "./found-file.ts";
import { walkFolder, type FolderLimits, type WalkedFolder } from "./walk-folder.ts";

export interface FolderContent extends Pick<WalkedFolder, "junk" | "emptyFolders"> {
  /** In no order that means anything. */
  readonly files: readonly ContentFile[];
}

/**
 * Reads every regular file below `root`, with `prefix` and a slash before each path. Follows no link and reads nothing
 * else than files: links, devices, pipes and names that an archive could not hold are the problems of the answer, all
 * at once, and then nothing is read. Throws the system's error, and `UnusableFile` when the folder changes meanwhile.
 */
export function readFolder(
  root: string,
  prefix: string,
  limits: FolderLimits,
): Result<FolderContent, readonly Problem[]> {
  const { files, junk, emptyFolders, problems } = walkFolder(root, prefix, limits);
  if (problems.length > 0) return err(problems);
  const read = files.map((file): ContentFile => {
    return { path: file.path, bytes: readFound(file), executable: (file.seen.mode & constants.S_IXUSR) !== 0 };
  });
  return ok({ files: read, junk, emptyFolders });
}
