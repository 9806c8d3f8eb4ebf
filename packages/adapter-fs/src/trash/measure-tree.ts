// How much lies in a folder?
import { lstat, opendir } from "node:fs/promises";
import type { Removal } from "@mayfly/core";
import { tolerating } from "../system/attempt-system.ts";

/**
 * Regular files below `root` and their bytes, following no link; 0 when there is nothing.
 * Passes over what cannot be listed or is too deep to be named: removing finds those by changing modes and moving,
 * which counting must not.
 */
export async function measureTree(root: string): Promise<Removal> {
  let files = 0;
  let bytes = 0;
  const folders = [Buffer.from(root)];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = await tolerating(PASSED_OVER, opendir(folder, { encoding: "buffer" as BufferEncoding }));
    if (entries === undefined) continue;
    for await (const entry of entries as AsyncIterable<{ readonly name: unknown }>) {
      const path = Buffer.concat([folder, SLASH, Buffer.from(entry.name as Uint8Array)]);
      const stats = await tolerating(PASSED_OVER, lstat(path));
      if (stats?.isDirectory() === true) folders.push(path);
      if (stats?.isFile() !== true) continue;
      files += 1;
      bytes += stats.size;
    }
  }
  return { files, bytes };
}

/** The sum over several folders. */
export async function measureTrees(roots: readonly string[]): Promise<Removal> {
  let files = 0;
  let bytes = 0;
  for (const root of roots) {
    const measured = await measureTree(root);
    files += measured.files;
    bytes += measured.bytes;
  }
  return { files, bytes };
}

const PASSED_OVER = ["ENOENT", "EACCES", "ENAMETOOLONG"];
const SLASH = Buffer.from("/");
