// How does one version of a skill take the place of another, so that it can be finished or undone at any moment?
import { lstat, readdir, rename, rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { archiveName, type Half } from "@mayfly/core";
import { makeFolder } from "../data-folder/make-folder.ts";
import type { Places } from "../data-folder/places.ts";
import { systemCode, tolerating } from "../system/attempt-system.ts";
import { flushFolder } from "../system/flush-folder.ts";
import { UnusableFile } from "../system/unusable-file.ts";
import { newSkillIn, type SwapPlan } from "./swap-plan.ts";

/** The name that what is at `skills/<id>` gets in the archive as `version`; `null` when nothing is there. */
export async function nameInArchive(places: Places, id: string, version: string | null): Promise<string | null> {
  if (!(await exists(places.skill(id)))) return null;
  const taken = new Set((await tolerating(["ENOENT"], readdir(places.archive(id)))) ?? []);
  return archiveName(version, (name) => taken.has(name));
}

/** The first half: the skill before goes to the archive. */
export async function archiveOld(places: Places, { id, archivedAs }: SwapPlan): Promise<void> {
  if (archivedAs === null) return;
  const archive = places.archive(id);
  await makeFolder(archive);
  await move(places.skill(id), join(archive, archivedAs));
  for (const folder of [archive, dirname(archive), dirname(dirname(archive)), places.skills]) await flushFolder(folder);
}

/** The second half: the new skill goes to its place, which must be free. */
export async function placeNew(places: Places, folder: string, { id }: SwapPlan): Promise<void> {
  if (await exists(places.skill(id))) {
    throw new UnusableFile(`Somebody else put a skill at ${places.skill(id)} meanwhile.`);
  }
  await makeFolder(places.skills);
  await move(newSkillIn(folder), places.skill(id));
  await flushFolder(places.skills);
  await flushFolder(folder);
}

/**
 * Ends a swap that was broken off, as its folder tells how far it came, and removes the folder. Once the skill before is
 * in the archive and nothing stands in its place, the one of them that `half` says goes there; else all stays as it is.
 */
export async function endSwap(places: Places, folder: string, plan: SwapPlan | null, half: Half): Promise<void> {
  if (plan !== null && (await isHalfDone(places, folder, plan))) {
    if (half === "new") await placeNew(places, folder, plan);
    else await putBack(places, plan);
  }
  await clear(folder);
}

/** Takes back what a swap that failed did, and removes its folder. */
export async function undoSwap(places: Places, folder: string, plan: SwapPlan): Promise<void> {
  const { id } = plan;
  // What stands in its place is the new skill only when that is not where it was made.
  const placed = !(await exists(newSkillIn(folder))) && (await exists(places.skill(id)));
  if (placed) await rename(places.skill(id), newSkillIn(folder));
  if (!(await exists(places.skill(id)))) await putBack(places, plan);
  await clear(folder);
}

/** The skill before comes from the archive to its place, which must be free. */
async function putBack(places: Places, { id, archivedAs }: SwapPlan): Promise<void> {
  const archive = places.archive(id);
  if (archivedAs !== null && (await exists(join(archive, archivedAs)))) {
    await rename(join(archive, archivedAs), places.skill(id));
    await flushFolder(places.skills);
    await flushFolder(archive);
  }
  await tolerating(["ENOENT", "ENOTEMPTY", "EEXIST"], rmdir(archive));
}

/** Removes the folder of an install, the plan first: without it the rest means nothing. */
export async function clear(folder: string): Promise<void> {
  await tolerating(["ENOTDIR"], rm(join(folder, "plan.json"), { force: true }));
  await tolerating(["ENOENT"], flushFolder(folder));
  await rm(folder, { recursive: true, force: true });
}

async function isHalfDone(places: Places, folder: string, { id, archivedAs }: SwapPlan): Promise<boolean> {
  if (archivedAs === null || (await exists(places.skill(id)))) return false;
  return (await exists(newSkillIn(folder))) && exists(join(places.archive(id), archivedAs));
}

/** In one step or not at all: whoever copied instead would show readers half a skill. */
async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (systemCode(error) !== "EXDEV") throw error;
    throw new UnusableFile(
      "the folders tmp, skills and skills-archive of the data folder must lie on one file system, and do not.",
    );
  }
}

async function exists(path: string): Promise<boolean> {
  return (await tolerating(["ENOENT"], lstat(path))) !== undefined;
}
