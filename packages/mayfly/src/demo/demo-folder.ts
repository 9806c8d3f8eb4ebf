// Where does a demo keep its data, and who removes it when the demo is killed?
import { lstat, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { acquireDataLock } from "../compose.ts";

/** As `mkdtemp` names them. Those that are kept have another name, and stay. */
const NAME = /^mayfly-demo-[A-Za-z0-9]{6}$/;
/** Sooner, a demo may have made its folder and not yet taken its lock. In ms. */
const YOUNG_MS = 60_000;

/** A new folder in the system's folder for temporary files; a `kept` one is left alone by later demos. */
export function makeDemoFolder(kept: boolean): Promise<string> {
  return mkdtemp(join(tmpdir(), kept ? "mayfly-kept-demo-" : "mayfly-demo-"));
}

/**
 * Removes the data folders of this user's demos that were killed and could not do it themselves, and answers their paths.
 * Rejects with the system's error when one cannot be removed.
 */
export async function removeDeadDemos(): Promise<readonly string[]> {
  const names = (await readdir(tmpdir())).filter((name) => NAME.test(name));
  const removed: string[] = [];
  for (const folder of names.map((name) => join(tmpdir(), name))) {
    if (!(await isDead(folder))) continue;
    await rm(folder, { recursive: true, force: true });
    removed.push(folder);
  }
  return removed;
}

/** Nobody who lives holds its lock. What is somebody else's, a link or gone is not ours to judge. */
async function isDead(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => null);
  if (found === null || !found.isDirectory() || found.uid !== (process.geteuid?.() ?? found.uid)) return false;
  if (Date.now() - found.mtimeMs < YOUNG_MS) return false;
  const lock = acquireDataLock(folder);
  if (lock.isErr()) return false;
  lock.value.release();
  return true;
}
