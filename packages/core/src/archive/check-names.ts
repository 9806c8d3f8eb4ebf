// Is every entry's path safe, and do they make one tree? (zip P1-P9, K1, K2)
import { checkPath } from "../path/check-path.ts";
import { findCollisions } from "../path/find-collisions.ts";
import { problem } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import type { ArchiveLimits } from "./limits.ts";
import type { NamedEntry } from "./name-entries.ts";

export interface NameVerdict {
  readonly problems: readonly Problem[];
  /** Files and folders of the tree, implied folders included. */
  readonly nodes: number;
}

export function checkNames(entries: readonly NamedEntry[], limits: ArchiveLimits): NameVerdict {
  const listed = entries.filter((entry) => !isRoot(entry));
  const problems = listed.flatMap((entry) => checkPath(entry.path, limits));
  if (entries.length - listed.length > 1) {
    problems.push(problem("PATH_REPEATED", "Cannot read the archive: it lists its own root twice.", { entry: "./" }));
  }
  if (problems.length > 0) return { problems, nodes: 0 };

  const tree = findCollisions(listed);
  const files = listed.filter((entry) => entry.kind === "file").length;
  return { problems: tree.problems, nodes: files + tree.folders };
}

/** The archive's own root is listed by name as `./`; it makes no folder. */
export function isRoot(entry: NamedEntry): boolean {
  return entry.kind === "directory" && entry.path === "";
}
