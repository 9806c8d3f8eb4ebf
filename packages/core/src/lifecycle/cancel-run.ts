// Cancel: accepted in every phase before `cleaning`. (design §3)
import { err, ok, type Result } from "neverthrow";
import type { Run, RunIn } from "../run/run.ts";
import type { RunId } from "../run/run-id.ts";
import { isTerminal } from "../run/phase.ts";
import { cleanRun } from "./clean-run.ts";
import type { Context } from "./context.ts";
import { CANCELED, decideMakingRoom, decideRun } from "./end-run.ts";
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
      return finished(run);
    }
    const decided = await decideRun(context, run, CANCELED, false);
    if (decided.isOk()) {
      const decision = decided.value;
      context.ports.log.info("run canceled", { run: run.id, phase: run.state.phase });
      return ok({ run: decision, cleaned: clean(context, decision) });
    }
    if (decided.error.kind === "no_space" && isWorkedOn(run)) return cancelMakingRoom(context, address);
    if (decided.error.kind === "unavailable" || decided.error.kind === "no_space") {
      return err(refusalOfFault(decided.error, run.id, context.ports.log));
    }
  }
  return refuse("REQUEST_UNAVAILABLE", "The run changes too quickly to cancel it now; try again.", {
    retryAfterSeconds: 1,
  });
}

function isWorkedOn({ state }: Run): boolean {
  return state.phase === "receiving" || state.phase === "staging" || state.phase === "running";
}

/**
 * The disk has no room for a record, and this run may be what fills it: so its work ends first, and its temporary files
 * go. Where that makes no room either, the client hears so, the program is gone all the same, and the sweep ends the run.
 */
async function cancelMakingRoom(context: Context, address: RunAddress): Promise<Result<CanceledRun, Refusal>> {
  const { active, ports } = context;
  const work = await active.takeOver(address.id as RunId, "canceled");
  try {
    const found = await findRun(context, address);
    if (found.isErr()) return err(found.error);
    const run = found.value;
    // Whoever executed it could put the cancel on record, or something else was quicker.
    if (!isWorkedOn(run)) return isCanceled(run) ? ok({ run, cleaned: Promise.resolve() }) : finished(run);
    const decided = await decideMakingRoom(context, run, CANCELED, false);
    if (decided.isErr()) {
      if (decided.error.kind === "conflict" || decided.error.kind === "full") return finished(run);
      return err(refusalOfFault(decided.error, run.id, ports.log));
    }
    ports.log.info("run canceled", { run: run.id, phase: run.state.phase });
    await cleanRun(context, decided.value.run, decided.value.before);
    return ok({ run: decided.value.run, cleaned: Promise.resolve() });
  } finally {
    work.finish();
  }
}

function isCanceled({ state }: Run): boolean {
  return "outcome" in state && state.outcome.status === "canceled";
}

function finished({ id }: Run): Result<never, Refusal> {
  return refuse("RUN_FINISHED", "The outcome of this run is decided already.", { run: id });
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
