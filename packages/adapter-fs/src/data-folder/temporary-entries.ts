// Which temporary things of a run, or of all runs, are there now?
import { chmod, lstat, readdir, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { isRunId, type RunId } from "@mayfly/core";
import { systemCode, tolerating } from "../system/attempt-system.ts";
import type { Places } from "./places.ts";

/** `upload`: what a client sent. `work`: what is staged of it and what its program writes. */
export type TemporaryKind = "upload" | "work";

/** Absolute paths of everything of one kind that a run has, whole or in the making. */
export async function temporaryEntries(places: Places, run: RunId, kind: TemporaryKind): Promise<readonly string[]> {
  const folder = places.temporary(run);
  const names = await namesIn(folder);
  if (names === null) return kind === "upload" ? [folder] : [];
  return (names ?? []).filter((name) => name.startsWith(`${kind}.`)).map((name) => join(folder, name));
}

/**
 * The runs that have anything of one kind. An empty folder counts as an upload: a crash just before its first file, or
 * just after the last one went, leaves it, and nobody else would name it to whoever cleans. So does what is no folder,
 * and what cannot be looked into.
 */
export async function runsWithTemporary(places: Places, kind: TemporaryKind): Promise<readonly RunId[]> {
  const names = (await tolerating(["ENOENT"], readdir(places.tmp))) ?? [];
  const runs = [];
  for (const run of names.filter(isRunId)) {
    const inside = await namesIn(places.temporary(run));
    if (inside === undefined) continue;
    const countsAsUpload = inside === null || inside.length === 0;
    if ((kind === "upload" && countsAsUpload) || inside?.some((name) => name.startsWith(`${kind}.`))) runs.push(run);
  }
  return runs;
}

/**
 * The names in the folder of a run, `null` where something else lies in its place, `undefined` where nothing does. A
 * program without a wall may have exchanged that folder for a link, or closed it: then nothing is seen in it.
 */
async function namesIn(folder: string): Promise<readonly string[] | null | undefined> {
  const stats = await tolerating(["ENOENT"], lstat(folder));
  if (stats === undefined) return undefined;
  if (!stats.isDirectory()) return null;
  const seen = readdir(folder).catch((error: unknown) => {
    if (systemCode(error) === "EACCES") return [];
    throw error;
  });
  return tolerating(["ENOENT"], seen);
}

/** Lets us see and remove what is in the folder of a run, which a program without a wall may have closed. */
export async function openTemporary(places: Places, run: RunId): Promise<void> {
  const folder = places.temporary(run);
  const stats = await tolerating(["ENOENT"], lstat(folder));
  if (stats === undefined || !stats.isDirectory() || (stats.mode & 0o700) === 0o700) return;
  await tolerating(["ENOENT"], chmod(folder, 0o700));
}

/** Removes a run's temporary folder when nothing is left in it. */
export async function dropEmptyFolder(path: string): Promise<void> {
  await tolerating(["ENOENT", "ENOTDIR", "ENOTEMPTY", "EEXIST"], rmdir(path));
}
