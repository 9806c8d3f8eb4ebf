// How are uploads kept as files?
import { statfs } from "node:fs/promises";
import type { Uploads } from "@mayfly/core";
import { placesOf } from "../data-folder/places.ts";
import {
  dropEmptyFolder,
  openTemporary,
  runsWithTemporary,
  temporaryEntries,
} from "../data-folder/temporary-entries.ts";
import { attemptSystem, tolerating } from "../system/attempt-system.ts";
import { discard, discarded } from "../trash/discard.ts";
import { measureTrees } from "../trash/measure-trees.ts";
import { openFileByteSource } from "./file-byte-source.ts";
import { receivePart } from "./receive-part.ts";

/** Uploads under `<dataDir>/tmp/<run>/upload.<attempt>/`, in a folder that `openDataFolder` prepared. */
export function createFileUploads(dataDir: string): Uploads {
  const places = placesOf(dataDir);
  return {
    receive: (run, attempt, part, body, maxBytes, signal) =>
      receivePart(places, run, attempt, part, body, maxBytes, signal),

    open: (run, attempt, part) =>
      attemptSystem("open an upload", async () => {
        return (await tolerating(["ENOENT"], openFileByteSource(places.part(run, attempt, part)))) ?? null;
      }),

    measure: (run) =>
      attemptSystem("measure an upload", async () => measureTrees(await temporaryEntries(places, run, "upload"))),

    remove: (run) =>
      attemptSystem("remove an upload", async () => {
        await openTemporary(places, run);
        const removal = await discard(places, run, "upload", await temporaryEntries(places, run, "upload"));
        await dropEmptyFolder(places.temporary(run));
        return removal;
      }),

    list: () =>
      attemptSystem("list uploads", async () => {
        const runs = [...(await runsWithTemporary(places, "upload")), ...(await discarded(places, "upload"))];
        return [...new Set(runs)];
      }),

    freeBytes: () =>
      attemptSystem("ask for free space", async () => {
        // What is kept back for the administrator is not free for us.
        const { bavail, bsize } = await statfs(places.tmp);
        return bavail * bsize;
      }),
  };
}
