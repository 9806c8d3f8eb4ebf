// Is a process that a run may have left behind gone?
import type { ProcessIdentity, Run } from "../run/run.ts";
import type { Context } from "./context.ts";

/** Ends the recorded `process` of `run`; `false` when it is still there. Only when it is gone may its files go. */
export async function endProcess({ ports }: Context, run: Run, process: ProcessIdentity | null): Promise<boolean> {
  const engine = ports.engines.find((each) => each.name === run.skill?.engine);
  if (process === null || engine === undefined) return true;
  const reaped = await engine.reap(process);
  if (reaped.isOk()) return true;
  ports.log.error("a process of an ended run is still there", { run: run.id, process, message: reaped.error.message });
  return false;
}
