// How is a folder made, with what is missing above it?
import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { systemCode, tolerating } from "../system/attempt-system.ts";

/**
 * Makes `path` (absolute) for its owner alone; one that is there already stays as it is. Rejects with the system's error.
 * Node's own `recursive` never ends below a place that takes no folders, such as `/proc`, and gives a wrong reason on a
 * file system that is read-only.
 */
export async function makeFolder(path: string): Promise<void> {
  const there = await tolerating(["ENOENT"], stat(path));
  if (there?.isDirectory() === true) return;
  if (there === undefined && dirname(path) !== path) await makeFolder(dirname(path));
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    // Somebody else may have made it just now.
    const made = systemCode(error) === "EEXIST" && (await tolerating(["ENOENT"], stat(path)))?.isDirectory() === true;
    if (!made) throw error;
  }
}
