// Cancel: accepted in every phase before `cleaning`. (design §3)
import { err, ok, type Result } from "neverthrow";
import type { Run, RunIn } from "../run/run.ts";
import { isTerminal } from "../run/phase.ts";
import { cleanRun } from "./clean-run.ts";
import type { Context } from "./context.ts";
import { CANCELED, decideRun } from "./end-run.ts";
import { findRun, type RunAddress } from "./find-run.ts";
import { refusalOfFault, refuse, type Refusal } from "./refusal.ts";

/** How often a cancel decides anew because the run moved on under it; a run has fewer moves than this. */
const TRIES = 12;

export interface CanceledRun {
  readonly run: Run;
  /** Resolves when the run has reached its end (or the sweep has to see to it); never rejects. */
  readonly cleaned: Promise<void>;
}

/** Decides that the run is canceled; ending its work and cleaning go on. Fails with `RUN_NOT_FOUND`, `RUN_FINISHED`. */
export async function cancelRun(context: Context, address: RunAddress): Promise<Result<CanceledRun, Refusal>> {
  for (let turn = 0; turn < TRIES; turn += 1) {
    const found = await findRun(context, address);
    if (found.isErr()) return err(found.error);
    const run = found.value;
    if (run.state.phase === "cleaning" || isTerminal(run.state.phase)) {
      return refuse("RUN_FINISHED", "The outcome of this run is decided already.", { run: run.id });
    }
    const decided = await decideRun(context, run, CANCELED, false);
    if (decided.isOk()) {
      const decision = decided.value;
      context.ports.log.info("run canceled", { run: run.id, phase: run.state.phase });
      return ok({ run: decision, cleaned: clean(context, decision) });
    }
    if (decided.error.kind === "unavailable" || decided.error.kind === "no_space") {
      return err(refusalOfFault(decided.error, run.id, context.ports.log));
    }
  }
  return refuse("REQUEST_UNAVAILABLE", "The run changes too quickly to cancel it now; try again.", {
    retryAfterSeconds: 1,
  });
}

async function clean(context: Context, run: RunIn<"cleaning">): Promise<void> {
  const { active, ports } = context;
  const work = await active.takeOver(run.id, "canceled");
  try {
    // A sweep may have been quicker: then the run has ended, and may even be deleted.
    const current = await ports.runs.find(run.id);
    if (current.isErr() || current.value?.version === run.version) await cleanRun(context, run);
  } catch (bug) {
    ports.log.error("the end of a canceled run broke off because of a bug; the sweep will", {
      run: run.id,
      cause: bug,
    });
  } finally {
    work.finish();
  }
}
