// How does one file of a program become ours, and only that one?
import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { warning, type OutputFile, type Problem } from "@mayfly/core";
import { systemCode } from "../system/attempt-system.ts";
import { CREATE_SAFELY, READ_SAFELY } from "../system/open-flags.ts";
import { digestFile } from "./digest-file.ts";
import type { FoundArtifact } from "./find-artifacts.ts";

/**
 * Copies `from`, which was seen as `found`, to the new file `to` and flushes it. `path` is its name in the manifest.
 * Gives a warning instead when it cannot be read, or is no longer the file that was seen.
 */
export async function copyArtifact(
  from: string,
  found: FoundArtifact,
  to: string,
  path: string,
): Promise<OutputFile | Problem> {
  let source: FileHandle;
  try {
    source = await open(from, READ_SAFELY);
  } catch (error) {
    if (!UNREADABLE.has(systemCode(error) ?? "")) throw error;
    return warning("RESULT_ARTIFACT_UNREADABLE", `Cannot keep ${path}: it may not be read.`, { entry: path });
  }
  try {
    const { stats } = found;
    const now = await source.stat();
    const same = now.isFile() && now.nlink === 1 && now.dev === stats.dev && now.ino === stats.ino;
    if (!same || now.size !== stats.size) return changed(path);
    // One byte more than there should be, so that growing is seen.
    const sums = await withNewFile(to, (target) =>
      digestFile(source, stats.size + 1, (piece) => target.writeFile(piece)),
    );
    return sums.size === stats.size ? { path, ...sums } : changed(path);
  } finally {
    await source.close();
  }
}

async function withNewFile<T>(path: string, write: (target: FileHandle) => Promise<T>): Promise<T> {
  const target = await open(path, CREATE_SAFELY, 0o600);
  try {
    const written = await write(target);
    await target.sync();
    return written;
  } finally {
    await target.close();
  }
}

function changed(path: string): Problem {
  return warning("RESULT_ARTIFACT_UNREADABLE", `Cannot keep ${path}: it changed while it was collected.`, {
    entry: path,
  });
}

/** What opening may say of a file that is there: no permission, a link, a pipe or socket without an end, gone. */
const UNREADABLE: ReadonlySet<string> = new Set(["EACCES", "EPERM", "ELOOP", "EMLINK", "ENXIO", "ENODEV", "ENOENT"]);
