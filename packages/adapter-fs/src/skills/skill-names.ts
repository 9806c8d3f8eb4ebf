// Which folders are there that may be skills?
import { readdir, stat } from "node:fs/promises";
import { isSkillId } from "@mayfly/core";
import { tolerating } from "../system/attempt-system.ts";

/** Two changes in so many milliseconds may leave the same time on a folder. */
const UNSETTLED_MS = 100;

/**
 * Lists the names in the folder `skills` that can name a skill, in the order of their UTF-16 units. The folder is read
 * anew only when its own times say that a name came or went, so that a question among ten thousand costs one look.
 * Rejects with the system's error; a folder that is missing has no names.
 */
export function createSkillNames(skills: string): () => Promise<readonly string[]> {
  let mark: string | null = null;
  let names: readonly string[] = [];
  return async () => {
    const seen = await tolerating(["ENOENT"], stat(skills, { bigint: true }));
    if (seen === undefined) return [];
    const { dev, ino, mtimeNs, ctimeNs } = seen;
    const now = [dev, ino, mtimeNs, ctimeNs].join(" ");
    if (now === mark) return names;
    const entries = await readdir(skills, { withFileTypes: true });
    const found = entries.filter((each) => (each.isDirectory() || each.isSymbolicLink()) && isSkillId(each.name));
    names = found.map(({ name }) => name).toSorted();
    mark = Math.abs(Date.now() - Number(ctimeNs / 1_000_000n)) < UNSETTLED_MS ? null : now;
    return names;
  };
}
