// How much lies in these folders?
import { lstat, opendir } from "node:fs/promises";
import type { Removal } from "@mayfly/core";
import { tolerating } from "../system/attempt-system.ts";

/**
 * Regular files at and below `roots` and their bytes, following no link; 0 when there is nothing.
 * Passes over what cannot be listed or is too deep to be named: removing finds those by changing modes and moving,
 * which counting must not.
 */
export async function measureTrees(roots: readonly string[]): Promise<Removal> {
  let files = 0;
  let bytes = 0;
  const paths: Buffer[] = roots.map((root) => Buffer.from(root));
  for (let path = paths.pop(); path !== undefined; path = paths.pop()) {
    const stats = await tolerating(PASSED_OVER, lstat(path));
    if (stats?.isFile() === true) {
      files += 1;
      bytes += stats.size;
    }
    if (stats?.isDirectory() === true) for (const entry of await entriesOf(path)) paths.push(entry);
  }
  return { files, bytes };
}

async function entriesOf(folder: Buffer): Promise<readonly Buffer[]> {
  // Node gives names as bytes when asked, which its types do not know.
  const entries = await tolerating(PASSED_OVER, opendir(folder, { encoding: "buffer" as BufferEncoding }));
  const paths: Buffer[] = [];
  for await (const { name } of (entries ?? []) as AsyncIterable<{ readonly name: unknown }>) {
    paths.push(Buffer.concat([folder, SLASH, Buffer.from(name as Uint8Array)]));
  }
  return paths;
}

const PASSED_OVER = ["ENOENT", "EACCES", "ENAMETOOLONG"];
const SLASH = Buffer.from("/");
