// Has a run written too much?
import { lstat, opendir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { EngineLimits } from "@mayfly/core";

/** Milliseconds between two looks, at least; a look that took long is followed by a longer pause. */
const EVERY_MS = 500;
const LOOKING_SHARE = 10;

type WriteLimits = Pick<EngineLimits, "maxWrittenBytes" | "maxWrittenFiles">;

/** Looks at `folder` until it holds too much, then resolves with a sentence; with `null` when `signal` aborts. */
export async function watchWrittenFiles(
  folder: string,
  limits: WriteLimits,
  signal: AbortSignal,
): Promise<string | null> {
  let pause = EVERY_MS;
  while (!signal.aborted) {
    try {
      await sleep(pause, undefined, { signal });
    } catch {
      return null;
    }
    const begin = performance.now();
    const excess = await writtenTooMuch(folder, limits);
    if (excess !== null) return excess;
    pause = Math.max(EVERY_MS, (performance.now() - begin) * LOOKING_SHARE);
  }
  return null;
}

/**
 * Counts what lies in `folder` without following links, and stops as soon as a limit is passed, so the cost is bounded
 * by the limits. Returns a sentence when there is too much, else `null`. Folders count as files.
 */
export async function writtenTooMuch(folder: string, limits: WriteLimits): Promise<string | null> {
  let bytes = 0;
  let files = 0;
  const folders = [folder];
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    // A folder that vanished meanwhile, or whose mode keeps us out, cannot be counted.
    const entries = await opendir(next).catch(() => null);
    if (entries === null) continue;
    try {
      for await (const entry of entries) {
        const path = join(next, entry.name);
        files += 1;
        if (entry.isDirectory()) folders.push(path);
        else if (entry.isFile()) bytes += await sizeOf(path);
        if (files > limits.maxWrittenFiles) return `The run wrote more than ${limits.maxWrittenFiles} files.`;
        if (bytes > limits.maxWrittenBytes) return `The run wrote more than ${limits.maxWrittenBytes} bytes.`;
      }
    } catch {
      // The folder changed under the walk; the next look sees it again.
    }
  }
  return null;
}

async function sizeOf(path: string): Promise<number> {
  const stat = await lstat(path).catch(() => null);
  return stat === null ? 0 : Math.max(stat.size, stat.blocks * 512);
}
