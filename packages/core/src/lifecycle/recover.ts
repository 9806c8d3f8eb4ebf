// Recover: before anybody is listened to, what a dead process left comes to its end. (design §2, §3)
import { err, type Result } from "neverthrow";
import type { Fault } from "../ports/fault.ts";
import type { Phase } from "../run/phase.ts";
import type { Run, RunIn } from "../run/run.ts";
import { cleanRun } from "./clean-run.ts";
import type { Context } from "./context.ts";
import { endRun, failure } from "./end-run.ts";
import { freshRuns } from "./fresh-runs.ts";
import { giveBack } from "./give-back.ts";
import { leadAnew } from "./lead-anew.ts";

/** Phases in which only a living process may leave a run. */
export const WORKED_PHASES = ["receiving", "staging", "running", "cleaning"] as const satisfies readonly Phase[];

const PAGE = 500;

/** How many runs were mended. */
export async function recover(context: Context): Promise<Result<number, Fault>> {
  let mended = 0;
  for await (const page of freshRuns((limit) => context.ports.runs.inPhases(WORKED_PHASES, limit), PAGE)) {
    if (page.isErr()) return err(page.error);
    for (const run of page.value) await mendOrTell(context, run);
    mended += page.value.length;
  }
  const led = await leadAnew(context);
  return led.map(() => mended);
}

/** A run that trips over a bug of ours must not keep the server from starting. */
async function mendOrTell(context: Context, run: Run): Promise<void> {
  try {
    await mend(context, run);
  } catch (bug) {
    context.ports.log.error("a run could not be mended because of a bug", { run: run.id, cause: bug });
  }
}

/** Brings one run on that nobody works on. */
export async function mend(context: Context, run: Run): Promise<void> {
  context.ports.log.warn("a run was left by an earlier process", { run: run.id, phase: run.state.phase });
  switch (run.state.phase) {
    case "receiving":
    case "staging":
      // Nobody was told that the upload arrived.
      return giveBack(context, run);
    case "running":
      return interrupt(context, run);
    case "cleaning":
      return cleanRun(context, run as RunIn<"cleaning">);
    default:
      return undefined;
  }
}

/** A skill may have acted on the world, so it is not run twice. */
function interrupt(context: Context, run: Run): Promise<void> {
  return endRun(context, run, failure("RUN_INTERRUPTED", "The server ended while the run was running."));
}
