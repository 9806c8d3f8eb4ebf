// Whose doing is it that something which a program left cannot be reached?
import { lstat } from "node:fs/promises";
import type { Stats } from "node:fs";
import { join, relative, sep } from "node:path";
import { warning, type Problem } from "@mayfly/core";
import { systemCode } from "../system/attempt-system.ts";

/** Says how a program leaves what it wrote so that it can be kept. */
export const LEAVE_READABLE =
  "The program has to leave what it wrote readable for its own user: `chmod u+r` for a file, `chmod u+rx` for a folder.";

/** That `place` was left out because of the program's own doing. */
export function unreadable(place: string): Problem {
  const message = `Cannot keep ${place}: the program left it with a mode by which it may not be read.`;
  return warning("RESULT_ARTIFACT_UNREADABLE", message, { entry: place, hint: LEAVE_READABLE });
}

/** That `place` was left out because it is not what it was a moment ago. */
export function changed(place: string): Problem {
  const message = `Cannot keep ${place}: it changed while it was collected.`;
  return warning("RESULT_ARTIFACT_UNREADABLE", message, { entry: place });
}

/**
 * Waits for a call about `path`, in the workspace at `root`. Answers `undefined` where it may not be reached and the modes
 * say so, which are the program's to choose; where they would let this user in, the system is at fault, and its error goes on.
 */
export async function unlessForbidden<T>(root: string, path: string, call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (!REFUSED.has(systemCode(error) ?? "") || !(await isForbidden(root, path))) throw error;
    return undefined;
  }
}

const REFUSED: ReadonlySet<string> = new Set(["EACCES", "EPERM"]);
const READ = 0o4;
const ENTER = 0o1;

/** Whether a mode on the way from `root` to `path`, both included, keeps this user out. */
async function isForbidden(root: string, path: string): Promise<boolean> {
  const names = relative(root, path).split(sep);
  for (let depth = 0; depth <= names.length; depth += 1) {
    const stats = await lstat(join(root, ...names.slice(0, depth))).catch(() => null);
    if (stats === null) return false;
    if ((rightsOf(stats) & (depth === names.length ? READ : ENTER)) === 0) return true;
  }
  return false;
}

/** What a mode lets this user do; root is held to it too, who may not be above it in a container. */
function rightsOf({ mode, uid, gid }: Stats): number {
  if (uid === process.geteuid?.()) return mode >> 6;
  const groups = [process.getegid?.(), ...(process.getgroups?.() ?? [])];
  return groups.includes(gid) ? mode >> 3 : mode;
}
