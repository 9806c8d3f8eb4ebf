// What stands at a path where a program may have put anything?
import { lstat, open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import type { Stats } from "node:fs";
import { tolerating } from "../system/attempt-system.ts";
import { READ_SAFELY } from "../system/open-flags.ts";

/** What is there itself, whatever a link would lead to; `null` for nothing. */
export async function lookAt(path: string): Promise<Stats | null> {
  return (await tolerating(["ENOENT", "ENOTDIR"], lstat(path))) ?? null;
}

/** A plain file that was seen there; `null` where something else is by now: a link, a pipe without an end, nothing. */
export async function openSeen(path: string): Promise<FileHandle | null> {
  return (await tolerating(["ELOOP", "EMLINK", "ENXIO", "ENODEV", "ENOENT"], open(path, READ_SAFELY))) ?? null;
}
