// How is the trash emptied after a crash?
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Result } from "neverthrow";
import type { Fault, Removal } from "@mayfly/core";
import { placesOf } from "../data-folder/places.ts";
import { attemptSystem, tolerating } from "../system/attempt-system.ts";
import { owners } from "./owners.ts";
import { removeTrashed } from "./remove-trashed.ts";
import { readTrashName, trashOwner } from "./trash-name.ts";

/** Removes everything in the trash of a data folder, whoever put it there. */
export async function emptyTrash(dataDir: string): Promise<Result<Removal, Fault>> {
  const { trash } = placesOf(dataDir);
  return attemptSystem("empty the trash", async () => {
    let files = 0;
    let bytes = 0;
    let failure: Error | null = null;
    for (const name of (await tolerating(["ENOENT"], readdir(trash))) ?? []) {
      const known = readTrashName(name);
      const owner = join(trash, known === null ? name : trashOwner(known.run, known.kind));
      // Whoever put it there just now counts it, for the receipt of its run, and then it is gone.
      const removal = await owners.take(owner, () => removeTrashed(trash, name));
      files += removal.files;
      bytes += removal.bytes;
      failure ??= removal.failure;
    }
    if (failure !== null) throw failure;
    return { files, bytes };
  });
}
