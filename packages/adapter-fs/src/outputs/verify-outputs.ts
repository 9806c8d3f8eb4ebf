// Is what was kept of a run still what it was when it was sealed?
import { open } from "node:fs/promises";
import { join } from "node:path";
import type { OutputFile, RunId } from "@mayfly/core";
import type { Places } from "../data-folder/places.ts";
import { systemCode } from "../system/attempt-system.ts";
import { READ_SAFELY } from "../system/open-flags.ts";
import { UnusableFile } from "../system/unusable-file.ts";
import { digestFile } from "./digest-file.ts";
import { physicalPath, type ReadManifest } from "./manifest-file.ts";

/** `RunOutputs.verify` on files; rejects with the system's error where that does not tell that a file is another. */
export async function verifyOutputs(places: Places, readManifest: ReadManifest, run: RunId): Promise<boolean> {
  const files = await manifestOf(readManifest, run);
  if (files === null) return false;
  for (let first = 0; first < files.length; first += AT_ONCE) {
    const some = files.slice(first, first + AT_ONCE);
    const right = await Promise.all(some.map((file) => isAsSealed(places.outputs(run), file)));
    if (right.includes(false)) return false;
  }
  return true;
}

const AT_ONCE = 4;

async function manifestOf(readManifest: ReadManifest, run: RunId): Promise<readonly OutputFile[] | null> {
  try {
    return await readManifest(run);
  } catch (error) {
    if (error instanceof UnusableFile) return null;
    throw error;
  }
}

async function isAsSealed(folder: string, { path, size, sha256 }: OutputFile): Promise<boolean> {
  let handle;
  try {
    handle = await open(join(folder, physicalPath(path)), READ_SAFELY);
  } catch (error) {
    if (NOT_THE_FILE.includes(systemCode(error) ?? "")) return false;
    throw error;
  }
  try {
    const stats = await handle.stat();
    if (!stats.isFile() || stats.size !== size) return false;
    return (await digestFile(handle, size)).sha256 === sha256;
  } finally {
    await handle.close();
  }
}

/** Gone, or something else in its place. */
const NOT_THE_FILE = ["ENOENT", "ENOTDIR", "ELOOP", "EMLINK", "ENXIO"];
