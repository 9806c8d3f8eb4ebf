// Who leads where a process died, or the outside world failed, before a follower could go on? (req C4)
import { err, ok, type Result } from "neverthrow";
import type { Fault } from "../ports/fault.ts";
import { awaitsFiles } from "../run/awaits-files.ts";
import type { RunId } from "../run/run-id.ts";
import type { Context } from "./context.ts";
import { freshRuns } from "./fresh-runs.ts";
import { startJob } from "./start-job.ts";

const PAGE = 1000;

/**
 * Starts jobs that need no files and stand unstarted, and settles followers of whom nobody leads. Whatever somebody
 * works on in this process is left alone, and where there are no installed skills, all are.
 */
export async function leadAnew(context: Context): Promise<Result<void, Fault>> {
  const { ports } = context;
  // Who sweeps by hand has no skills to start; whoever has them finds everything as it was.
  if (ports.catalog === undefined) return ok();
  for await (const page of freshRuns((limit) => ports.runs.inPhases(["awaiting_upload"], limit), PAGE)) {
    if (page.isErr()) return err(page.error);
    for (const { id } of page.value.filter((run) => !awaitsFiles(run))) await startAnew(context, id);
  }
  const keys = await ports.cache.leaderless(PAGE);
  if (keys.isErr()) return err(keys.error);
  for (const key of keys.value) await context.followers.settle(key);
  return ok();
}

/** Leaves a run alone that somebody works on, or that has moved since it was listed. */
async function startAnew(context: Context, id: RunId): Promise<void> {
  const { ports, active } = context;
  const work = active.begin(id);
  if (work === null) return;
  try {
    const current = await ports.runs.find(id);
    if (current.isErr() || current.value?.state.phase !== "awaiting_upload") return;
    ports.log.warn("a job was left unstarted", { run: id });
    await startJob(context, current.value, work);
  } catch (bug) {
    ports.log.error("a job could not be started because of a bug", { run: id, cause: bug });
  } finally {
    // Ended already where it was started.
    work.finish();
  }
}
