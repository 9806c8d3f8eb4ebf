// How does one file of a program become ours, and only that one?
import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import type { OutputFile, Problem } from "@mayfly/core";
import { CREATE_SAFELY } from "../system/open-flags.ts";
import { digestFile } from "./digest-file.ts";
import type { FoundArtifact } from "./find-artifacts.ts";
import { openSeen } from "./look-at.ts";
import { changed, unlessForbidden, unreadable } from "./unreadable.ts";

/**
 * Copies `from`, which was seen as `found`, to the new file `to` and flushes it. `path` is its name in the manifest.
 * Gives a warning instead when its mode, or one on the way from `root`, forbids to read it, or when it is no longer the
 * file that was seen. Rejects with the reason of `signal` once that is aborted.
 */
export async function copyArtifact(
  root: string,
  from: string,
  found: FoundArtifact,
  to: string,
  path: string,
  signal: AbortSignal,
): Promise<OutputFile | Problem> {
  signal.throwIfAborted();
  const source = await unlessForbidden(root, from, openSeen(from));
  if (source === undefined) return unreadable(path);
  if (source === null) return changed(path);
  try {
    const { stats } = found;
    const now = await source.stat();
    const same = now.isFile() && now.nlink === 1 && now.dev === stats.dev && now.ino === stats.ino;
    if (!same || now.size !== stats.size) return changed(path);
    // One byte more than there should be, so that growing is seen.
    const sums = await withNewFile(to, (target) =>
      digestFile(source, stats.size + 1, (piece) => {
        signal.throwIfAborted();
        return target.writeFile(piece);
      }),
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
