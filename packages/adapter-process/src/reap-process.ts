// How does a restarted server end what a dead one left running?
import { setTimeout as sleep } from "node:timers/promises";
import { err, ok, type Result } from "neverthrow";
import type { Fault, ProcessIdentity } from "@mayfly/core";
import { endRelated } from "./end-processes.ts";
import { identityOf } from "./process-identity.ts";

const PATIENCE_MS = 5_000;

/** Ends the recorded process with its group and every process that carries its mark; see `Engine.reap`. */
export async function reapProcess(recorded: ProcessIdentity, bootId: string): Promise<Result<void, Fault>> {
  // Another boot: no process of that one is left.
  if (recorded.bootId !== bootId) return ok();
  const isAlive = async () => (await identityOf(recorded.pid, bootId))?.startTime === recorded.startTime;
  const alive = await isAlive();
  // Only while the leader was there is its number surely the group's; later it may name somebody else's.
  const allGone = await endRelated(recorded, alive ? recorded.pid : null);
  for (const deadline = performance.now() + PATIENCE_MS; await isAlive(); await sleep(10)) {
    if (performance.now() > deadline) return err(stays(recorded));
  }
  return allGone ? ok() : err(stays(recorded));
}

function stays(recorded: ProcessIdentity): Fault {
  return { kind: "unavailable", message: `Process ${recorded.pid} of an earlier server does not end` };
}
