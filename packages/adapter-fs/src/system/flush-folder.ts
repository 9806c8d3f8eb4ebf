// How does a new name in a folder survive a power cut?
import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { tolerating } from "./attempt-system.ts";

/** Flushes a folder's list of names to disk. Does nothing where the system cannot open folders (Windows). */
export async function flushFolder(path: string): Promise<void> {
  const handle = await tolerating(["EISDIR", "EPERM"], open(path, constants.O_RDONLY));
  if (handle === undefined) return;
  try {
    await tolerating(["EINVAL", "EPERM"], handle.sync());
  } finally {
    await handle.close();
  }
}
