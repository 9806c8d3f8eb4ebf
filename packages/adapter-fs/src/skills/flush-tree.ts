// How does a tree survive a power cut, before anything is built on it?
import { open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { flushFolder } from "../system/flush-folder.ts";
import { READ_SAFELY } from "../system/open-flags.ts";

/** So many files wait for the disk at once: it can take them together. */
const AT_ONCE = 16;

/** Flushes every file and folder below `root`, and `root` itself, to disk; nothing else may write there. */
export async function flushTree(root: string): Promise<void> {
  const entries = await readdir(root, { withFileTypes: true, recursive: true });
  const files = entries.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
  const folders = entries.filter((each) => each.isDirectory()).map((each) => join(each.parentPath, each.name));
  await inParts(files, flushFile);
  await inParts([...folders, root], flushFolder);
}

async function inParts(paths: readonly string[], flush: (path: string) => Promise<void>): Promise<void> {
  for (let start = 0; start < paths.length; start += AT_ONCE) {
    await Promise.all(paths.slice(start, start + AT_ONCE).map(flush));
  }
}

async function flushFile(path: string): Promise<void> {
  const handle = await open(path, READ_SAFELY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
