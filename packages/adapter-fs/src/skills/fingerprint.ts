// Has a skill's folder changed since it was last looked at?
import { createHash, type Hash } from "node:crypto";
import { lstatSync, readdirSync } from "node:fs";
import { isSystemError } from "../system/attempt-system.ts";

export interface Fingerprint {
  /** Equal as long as nothing in the folder changed: path, size, times, inode and mode of each file. */
  readonly digest: string;
  /** When something in it was last changed, in whole milliseconds since 1970. */
  readonly changedAt: number;
}

/** Beyond so many files and folders no folder is a skill, and the rest is not looked at. */
const MOST_ENTRIES = 20_000;

/**
 * Looks at the folder at `root` without reading a file or following a link; `null` when there is no folder and no link.
 * What the system refuses to show is part of the fingerprint.
 */
export function fingerprintOf(root: string): Fingerprint | null {
  const seen = lstatSync(root, { bigint: true, throwIfNoEntry: false });
  if (seen === undefined || !(seen.isDirectory() || seen.isSymbolicLink())) return null;
  const walk: Walk = { hash: createHash("sha256"), changedNs: 0n, entries: 0 };
  look(walk, Buffer.from(root), "");
  return { digest: walk.hash.digest("hex"), changedAt: Number(walk.changedNs / 1_000_000n) };
}

interface Walk {
  readonly hash: Hash;
  changedNs: bigint;
  entries: number;
}

/** Paths are bytes, since a file's name need not be text; `shown` has a character for each byte. */
function look(walk: Walk, path: Buffer, shown: string): void {
  walk.entries += 1;
  try {
    const seen = lstatSync(path, { bigint: true });
    const { size, mtimeNs, ctimeNs, dev, ino, mode } = seen;
    if (ctimeNs > walk.changedNs) walk.changedNs = ctimeNs;
    walk.hash.update(`${JSON.stringify(shown)} ${size} ${mtimeNs} ${ctimeNs} ${dev} ${ino} ${mode}\n`);
    if (!seen.isDirectory()) return;
    for (const name of readdirSync(path, "buffer").toSorted(Buffer.compare)) {
      if (walk.entries > MOST_ENTRIES) return;
      look(walk, Buffer.concat([path, SLASH, name]), `${shown}/${name.toString("latin1")}`);
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
    walk.hash.update(`${JSON.stringify(shown)} ${error.code}\n`);
  }
}

const SLASH = Buffer.from("/");
