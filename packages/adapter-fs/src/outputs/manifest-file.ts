// Which files of a run are kept, as its manifest says?
import { open, readFile, rename, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { OutputFile, RunId } from "@mayfly/core";
import { PART_SUFFIX, type Places } from "../data-folder/places.ts";
import { tolerating } from "../system/attempt-system.ts";
import { flushFolder } from "../system/flush-folder.ts";
import { UnusableFile } from "../system/unusable-file.ts";

/** Reads the manifest of `run`; `null` when it has none. */
export type ReadManifest = (run: RunId) => Promise<readonly OutputFile[] | null>;

/** Where a path of the manifest lies below the run's folder. */
export function physicalPath(path: string): string {
  return path === RESULT_PATH ? "result.json" : path;
}

export const RESULT_PATH = "result/result.json";

/** A reader that parses a manifest once while the file stays the same: a bundle asks for each of its files. */
export function manifestReader(places: Places): ReadManifest {
  const known = new Map<RunId, { readonly stamp: string; readonly files: readonly OutputFile[] }>();
  return async (run) => {
    const path = manifestPath(places, run);
    const stats = await tolerating(["ENOENT"], stat(path, { bigint: true }));
    if (stats === undefined) return null;
    const stamp = `${stats.ino}.${stats.mtimeNs}.${stats.size}`;
    const before = known.get(run);
    if (before?.stamp === stamp) return before.files;
    const text = await tolerating(["ENOENT"], readFile(path, "utf8"));
    if (text === undefined) return null;
    const files = parseManifest(text);
    known.delete(run);
    known.set(run, { stamp, files });
    for (const oldest of known.keys()) if (known.size > MOST_KNOWN) known.delete(oldest);
    return files;
  };
}

function parseManifest(text: string): readonly OutputFile[] {
  try {
    return (JSON.parse(text) as { readonly files: readonly OutputFile[] }).files;
  } catch {
    throw new UnusableFile("The manifest is damaged.");
  }
}

/** Writes `files` as the manifest of `run`, whole or not at all, and flushes it. */
export async function writeManifest(places: Places, run: RunId, files: readonly OutputFile[]): Promise<void> {
  await writeWhole(manifestPath(places, run), JSON.stringify({ version: 1, files }));
}

/** Replaces the file at `path` in one step that survives a power cut. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const partial = path + PART_SUFFIX;
  const handle = await open(partial, "w", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(partial, path);
  await flushFolder(dirname(path));
}

function manifestPath(places: Places, run: RunId): string {
  return join(places.outputs(run), "manifest.json");
}

/** Runs whose manifest is kept at hand. */
const MOST_KNOWN = 16;
