// How is a running job stopped, politely or at once?
import { setTimeout as sleep } from "node:timers/promises";
import type { GatedProcess } from "./gate.ts";
import { endRelated, send } from "./end-processes.ts";
import { firstChild } from "./process-table.ts";
import type { Wall } from "./walls/wall.ts";

/** What a wall may take to notice that all in it is gone, ms. */
const WALL_MS = 2_000;

/** Asks every process of the job to end, and after `graceMs` ends them. Resolves when the started process is gone. */
export async function endPolitely(gated: GatedProcess, wall: Wall, graceMs: number): Promise<void> {
  const group = await groupToAsk(gated, wall);
  if (group !== null && send(-group, "SIGTERM") && (await goneWithin(gated, graceMs))) return;
  await endNow(gated, wall);
}

/** Ends the started process and, behind a process namespace, with it all others. Resolves when it is gone. */
export async function endNow(gated: GatedProcess, wall: Wall): Promise<void> {
  // The namespace's first process goes first: when its parent sees it dead, the kernel has ended all others.
  const first = wall.ownProcesses ? await firstChild(gated.identity.pid) : null;
  if (first !== null && send(first.pid, "SIGKILL") && (await goneWithin(gated, WALL_MS))) return;
  send(-gated.identity.pid, "SIGKILL");
  await gated.exited;
}

/**
 * Ends what the started process left behind, once it is gone. After a natural end a process namespace has left
 * nothing; elsewhere, and after an end by force, it is looked for. Returns whether all are gone.
 */
export async function endRest(gated: GatedProcess, wall: Wall, forced: boolean): Promise<boolean> {
  if (wall.ownProcesses && !forced) return true;
  return endRelated(gated.identity, gated.identity.pid);
}

/** The namespace's first process ignores what it has no handler for, so its group can be asked without ending it. */
async function groupToAsk(gated: GatedProcess, wall: Wall): Promise<number | null> {
  if (!wall.ownProcesses) return gated.identity.pid;
  const first = await firstChild(gated.identity.pid);
  return first === null ? null : first.group;
}

async function goneWithin(gated: GatedProcess, ms: number): Promise<boolean> {
  const timer = new AbortController();
  const late = sleep(ms, false, { signal: timer.signal }).catch(() => false);
  const gone = await Promise.race([gated.exited.then(() => true), late]);
  timer.abort();
  return gone;
}
