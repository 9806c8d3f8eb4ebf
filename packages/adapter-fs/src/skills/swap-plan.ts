// What is written down of a swap before it begins, for whoever finds it half done?
import { open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { tolerating } from "../system/attempt-system.ts";
import { flushFolder } from "../system/flush-folder.ts";
import { UnusableFile } from "../system/unusable-file.ts";

export interface SwapPlan {
  readonly id: string;
  /** The name that the skill before gets in the archive, `null` when there is none. */
  readonly archivedAs: string | null;
}

const NAME = "plan.json";

/** Where the new skill lies until its place is free. */
export function newSkillIn(folder: string): string {
  return join(folder, "new");
}

/** Writes the plan into the folder of its install, whole and on disk when this resolves. */
export async function writePlan(folder: string, plan: SwapPlan): Promise<void> {
  const partial = join(folder, `${NAME}.part`);
  const handle = await open(partial, "wx", 0o600);
  try {
    await handle.writeFile(JSON.stringify(plan));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(partial, join(folder, NAME));
  await flushFolder(folder);
}

/** The plan in the folder of an install; `null` when nothing was swapped yet, since there is none. */
export async function readPlan(folder: string): Promise<SwapPlan | null> {
  const path = join(folder, NAME);
  const text = await tolerating(["ENOENT", "ENOTDIR"], readFile(path, "utf8"));
  if (text === undefined) return null;
  try {
    return JSON.parse(text) as SwapPlan;
  } catch {
    throw new UnusableFile(
      `${path} is damaged; look into skills-archive for what it was about, and remove its folder.`,
    );
  }
}
