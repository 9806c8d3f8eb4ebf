// Delete: after the end, a run and its outputs go when the client asks, or when their retention ends. (req D2)
import { err, ok, type Result } from "neverthrow";
import { isTerminal } from "../run/phase.ts";
import type { Run } from "../run/run.ts";
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
  return forgetRun(context, run);
}

/**
 * Forgets an ended run, then removes what it left and nobody else points to. In this order no client ever sees a run with half its outputs, and a
 * crash in between leaves files that no record knows, which is what the sweep looks for.
 */
export async function forgetRun(context: Context, run: Run): Promise<Result<void, Refusal>> {
  const { ports } = context;
  const forgotten = await ports.runs.forget(run.id, run.version);
  if (forgotten.isErr()) {
    if (forgotten.error.kind !== "conflict") return err(refusalOfFault(forgotten.error, run.id, ports.log));
    return refuse("REQUEST_UNAVAILABLE", "The run changed just now; try again.", { run: run.id, retryAfterSeconds: 1 });
  }
  ports.signals.changed(run.id);
  for (const gone of [await removeUnusedOutputs(context, run.outputs), await removeTemporaryFiles(context, run.id)]) {
    if (gone.isErr())
      ports.log.warn("files of a deleted run stay until the sweep", { run: run.id, message: gone.error.message });
  }
  return ok();
}
