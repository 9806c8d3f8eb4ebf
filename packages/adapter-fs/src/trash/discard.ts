// How does a port get rid of what it keeps of a run, and find again what it could not?
import { chmod, lstat, readdir, rename } from "node:fs/promises";
import { join } from "node:path";
import type { Removal, RunId } from "@mayfly/core";
import { makeFolder } from "../data-folder/make-folder.ts";
import type { Places } from "../data-folder/places.ts";
import { tolerating } from "../system/attempt-system.ts";
import { owners } from "./owners.ts";
import { removeTrashed } from "./remove-trashed.ts";
import { readTrashName, trashName, trashOwner, type TrashKind } from "./trash-name.ts";

/**
 * Moves each of `paths` into the trash in one step and removes it there, with whatever earlier tries left of this
 * run and kind. Throws the system's first error when something is left; calling again then goes on.
 */
export async function discard(places: Places, run: RunId, kind: TrashKind, paths: readonly string[]): Promise<Removal> {
  return owners.take(join(places.trash, trashOwner(run, kind)), async () => {
    for (const path of paths) await moveToTrash(places, run, kind, path);
    const names = await readTrash(places);
    const removals = [];
    for (const name of names) {
      const owner = readTrashName(name);
      if (owner?.run === run && owner.kind === kind) removals.push(await removeTrashed(places.trash, name));
    }
    for (const { failure } of removals) if (failure !== null) throw failure;
    return {
      files: removals.reduce((sum, each) => sum + each.files, 0),
      bytes: removals.reduce((sum, each) => sum + each.bytes, 0),
    };
  });
}

/** The runs of which things of `kind` are still in the trash. */
export async function discarded(places: Places, kind: TrashKind): Promise<readonly RunId[]> {
  const owners = (await readTrash(places)).map(readTrashName);
  return owners.flatMap((owner) => (owner?.kind === kind ? [owner.run] : []));
}

async function moveToTrash(places: Places, run: RunId, kind: TrashKind, path: string): Promise<void> {
  const stats = await tolerating(["ENOENT"], lstat(path));
  if (stats === undefined) return;
  // Moving a folder writes its `..`, which a folder without write permission does not allow.
  if (stats.isDirectory() && (stats.mode & 0o700) !== 0o700) await chmod(path, 0o700);
  if (await moved(path, join(places.trash, trashName(run, kind)))) return;
  // Somebody else moved it meanwhile, or somebody removed the trash, and with it the only place to remove things in.
  await makeFolder(places.trash);
  await moved(path, join(places.trash, trashName(run, kind)));
}

/** Whether it was there and is moved. */
async function moved(path: string, target: string): Promise<boolean> {
  return (
    (await tolerating(
      ["ENOENT"],
      rename(path, target).then(() => true),
    )) === true
  );
}

async function readTrash(places: Places): Promise<readonly string[]> {
  return (await tolerating(["ENOENT"], readdir(places.trash))) ?? [];
}
