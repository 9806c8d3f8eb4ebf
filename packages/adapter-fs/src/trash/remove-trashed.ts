// How is a tree removed whose depth, modes and names a stranger chose?
import { chmod, lstat, opendir, rename, rmdir, unlink } from "node:fs/promises";
import { join } from "node:path";
import type { Stats } from "node:fs";
import type { Removal } from "@mayfly/core";
import { isSystemError, tolerating } from "../system/attempt-system.ts";
import { trashPartName } from "./trash-name.ts";

/** What was removed, and the first thing that the system refused; the rest was removed all the same. */
export interface TrashRemoval extends Removal {
  readonly failure: Error | null;
}

/**
 * Removes `trash/<name>`, which nobody uses any more, without following any link. It is the turn of the caller for its owner.
 *
 * Each folder found inside is first moved up into the trash, so that no path grows: a tree may be deeper than the
 * system can name. Names are bytes, since a file's name need not be text. Regular files are counted with their bytes.
 */
export async function removeTrashed(trash: string, name: string): Promise<TrashRemoval> {
  const removal: { files: number; bytes: number; failure: Error | null } = { files: 0, bytes: 0, failure: null };
  const folders: Buffer[] = [];

  const removeEntry = async (path: Buffer): Promise<void> => {
    const stats = await tolerating(["ENOENT"], lstat(path));
    if (stats === undefined) return;
    if (!stats.isDirectory()) {
      await tolerating(["ENOENT"], unlink(path));
      if (stats.isFile()) {
        removal.files += 1;
        removal.bytes += stats.size;
      }
      return;
    }
    await openUp(path, stats);
    const gone = await tolerating(
      NOT_EMPTY,
      rmdir(path).then(() => true),
    );
    if (gone === true) return;
    const up = Buffer.from(join(trash, trashPartName(name)));
    const found = await tolerating(
      ["ENOENT"],
      rename(path, up).then(() => true),
    );
    if (found === true) folders.push(up);
  };

  const attempt = async (action: Promise<void>): Promise<void> => {
    try {
      await action;
    } catch (error) {
      if (!isSystemError(error)) throw error;
      removal.failure ??= error;
    }
  };

  const root = Buffer.from(join(trash, name));
  const stats = await tolerating(["ENOENT"], lstat(root));
  if (stats === undefined) return removal;
  if (!stats.isDirectory()) {
    await attempt(removeEntry(root));
    return removal;
  }
  await attempt(openUp(root, stats));
  folders.push(root);
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    await attempt(emptyFolder(folder, (entry) => attempt(removeEntry(entry))));
  }
  return removal;
}

/** Empties and removes one folder. Reading while removing may pass names over, so it is read until that changes nothing. */
async function emptyFolder(folder: Buffer, removeEntry: (entry: Buffer) => Promise<void>): Promise<void> {
  for (let pass = 0; ; pass += 1) {
    // Node gives names as bytes when asked, which its types do not know.
    const names = (await opendir(folder, {
      encoding: "buffer" as BufferEncoding,
      bufferSize: BATCH,
    })) as AsyncIterable<{
      readonly name: unknown;
    }>;
    let seen = 0;
    let batch: Promise<void>[] = [];
    for await (const { name } of names) {
      seen += 1;
      batch.push(removeEntry(Buffer.concat([folder, SLASH, Buffer.from(name as Uint8Array)])));
      if (batch.length === BATCH) {
        await Promise.all(batch);
        batch = [];
      }
    }
    await Promise.all(batch);
    const gone = await tolerating(
      seen > 0 && pass < PASSES ? NOT_EMPTY : [],
      rmdir(folder).then(() => true),
    );
    if (gone === true) return;
  }
}

/** Lets us list, enter and move a folder of our own. The caller knows it for a folder, so no link is followed. */
async function openUp(path: Buffer, stats: Stats): Promise<void> {
  if ((stats.mode & 0o700) !== 0o700) await chmod(path, 0o700);
}

const NOT_EMPTY = ["ENOTEMPTY", "EEXIST"];
const SLASH = Buffer.from("/");
const BATCH = 32;
const PASSES = 100;
