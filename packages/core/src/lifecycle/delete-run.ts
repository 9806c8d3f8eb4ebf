// Delete: after the end, a run and its outputs go when the client asks, or when their retention ends. (req D2)
import { err, ok, type Result } from "neverthrow";
import type { Removal } from "../ports/removal.ts";
import { isTerminal } from "../run/phase.ts";
import type { Run } from "../run/run.ts";
import { commit } from "./commit.ts";
import type { Context } from "./context.ts";
import { findRun, type RunAddress } from "./find-run.ts";
import { refusalOfFault, refuse, type Refusal } from "./refusal.ts";
import { removeTemporaryFiles } from "./temporary-files.ts";
import { removeUnusedOutputs } from "./unused-outputs.ts";

/** Fails with `RUN_NOT_FOUND`, and with `RUN_NOT_FINISHED` before the end. */
export async function deleteRun(context: Context, address: RunAddress): Promise<Result<void, Refusal>> {
  const found = await findRun(context, address);
  if (found.isErr()) return err(found.error);
  const run = found.value;
  if (!isTerminal(run.state.phase)) {
    return refuse("RUN_NOT_FINISHED", "The run has not ended; cancel it first.", { run: run.id });
  }
  const forgotten = await forgetRun(context, run);
  if (forgotten.isOk() && !forgotten.value.whole) context.ports.counters.count("cleanups_failed", { at: "delete" });
  return forgotten.map(() => undefined);
}

/** What went so far. */
export interface Forgotten extends Removal {
  /** Whether that is all, and the record is gone too. */
  readonly whole: boolean;
}

/**
 * Hides an ended run, removes what it left and nobody else points to, and forgets it, in this order: nobody ever sees a
 * run with half its outputs, and where a crash or the system stops this halfway, the record tells the sweep to go on.
 * An error is about the first step alone.
 */
export async function forgetRun(context: Context, run: Run): Promise<Result<Forgotten, Refusal>> {
  const { ports } = context;
  const hidden = await hide(context, run);
  if (hidden.isErr()) return err(hidden.error);
  const removals = [await removeUnusedOutputs(context, run.outputs), await removeTemporaryFiles(context, run.id)];
  const failed = removals.find((each) => each.isErr()) ?? (await ports.runs.forget(run.id, hidden.value.version));
  if (failed.isErr())
    ports.log.warn("what a deleted run left stays until the sweep", { run: run.id, error: failed.error });
  const gone = removals.map((each) => each.unwrapOr({ files: 0, bytes: 0 }));
  const sum = (what: keyof Removal): number => gone.reduce((total, each) => total + each[what], 0);
  return ok({ whole: failed.isOk(), files: sum("files"), bytes: sum("bytes") });
}

async function hide(context: Context, run: Run): Promise<Result<Run, Refusal>> {
  if (run.state.phase === "deleting") return ok(run);
  const { clock, log } = context.ports;
  const hidden = await commit(context, run, "delete", { phase: "deleting", deletedAt: clock.now() });
  if (hidden.isOk()) return ok(hidden.value);
  if (hidden.error.kind === "unavailable" || hidden.error.kind === "no_space")
    return err(refusalOfFault(hidden.error, run.id, log));
  return refuse("REQUEST_UNAVAILABLE", "The run changed just now; try again.", { run: run.id, retryAfterSeconds: 1 });
}
