// How do all processes of a job come to their end?
import { setTimeout as sleep } from "node:timers/promises";
import type { ProcessIdentity } from "@mayfly/core";
import { markOf } from "./process-identity.ts";
import { lastBirth, relatedProcesses } from "./process-table.ts";

/** How long a killed process may take to go, ms; longer means that the system holds it. */
const PATIENCE_MS = 5_000;

/** How long to look for a moment without births, ms; on a busy machine there may be none. */
const QUIET_MS = 25;

/** Sends a signal; a target that is gone is what we want, and one that is not ours is not ours to end. */
export function send(target: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(target, signal);
  } catch {
    return false;
  }
}

/**
 * Kills what is left of a job and waits until nothing is: processes that carry the mark of `leader`, and with `group` those of
 * that process group and session. Give `group` only while that number cannot name anybody else's.
 * Returns whether all are gone.
 */
export async function endRelated(leader: ProcessIdentity, group: number | null): Promise<boolean> {
  // In one call, and before anybody is looked for: who forks and ends all the time is never found by looking.
  if (group !== null) send(-group, "SIGKILL");
  const begin = performance.now();
  for (let pause = 1; ; pause = Math.min(pause * 2, 50)) {
    const last = lastBirth();
    const left = await relatedProcesses(leader, markOf(leader), group);
    const age = performance.now() - begin;
    // One who was born while we looked may have been passed over, with whoever bore it.
    if (left.length === 0 && (lastBirth() === last || age > QUIET_MS)) return true;
    for (const pgid of new Set(left.map((each) => each.group))) {
      if (left.some((each) => each.pid === pgid) || pgid === group) send(-pgid, "SIGKILL");
    }
    for (const each of left) send(each.pid, "SIGKILL");
    if (age > PATIENCE_MS) return false;
    await sleep(pause);
  }
}
