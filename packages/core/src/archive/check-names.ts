// Is every entry's path safe, and do they make one tree? (zip P1-P9, K1, K2)
import { checkPath } from "../path/check-path.ts";
import { findCollisions } from "../path/find-collisions.ts";
import { isOrdinaryPath } from "../path/ordinary-path.ts";
import { problem } from "../problem/problem.ts";
import type { ArchiveLimits } from "./limits.ts";
import type { NamedEntry } from "./name-entries.ts";
import { MOST_PROBLEMS } from "./problem-list.ts";
import type { ProblemList } from "./problem-list.ts";

/**
 * Tells what is wrong with the paths. Answers how many files and folders they make, implied folders included; counting
 * stops above the limit, and there is nothing to count while a path is wrong by itself.
 */
export function checkNames(entries: readonly NamedEntry[], limits: ArchiveLimits, problems: ProblemList): number {
  const listed = entries.filter((entry) => !isRoot(entry));
  let safe = true;
  for (const { path } of listed) {
    if (isOrdinaryPath(path, limits)) continue;
    const wrong = checkPath(path, limits);
    safe &&= wrong.length === 0;
    problems.add(...wrong);
    if (problems.full) break;
  }
  if (entries.length - listed.length > 1) {
    problems.add(problem("PATH_REPEATED", "Cannot read the archive: it lists its own root twice.", { entry: "./" }));
  }
  if (!safe) return 0;
  const tree = findCollisions(listed, { nodes: limits.maxEntries, problems: MOST_PROBLEMS });
  problems.add(...tree.problems);
  return tree.nodes;
}

/** The archive's own root is listed by name as `./`; it makes no folder. */
export function isRoot(entry: NamedEntry): boolean {
  return entry.kind === "directory" && entry.path === "";
}
