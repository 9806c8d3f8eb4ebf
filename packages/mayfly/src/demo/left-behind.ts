// What lies in a data folder now?
import { readdir, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";

export interface FileLeft {
  /** Relative, with `/`. */
  readonly path: string;
  readonly bytes: number;
}

/** Every regular file below `folder`, sorted by path. */
export async function filesIn(folder: string): Promise<readonly FileLeft[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const left = await Promise.all(
    files.map(async (path) => ({ path: relative(folder, path).split(sep).join("/"), bytes: (await stat(path)).size })),
  );
  return left.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
