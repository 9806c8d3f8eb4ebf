// Which run does a caller mean, and may it see that run?
import { err, ok, type Result } from "neverthrow";
import { isRunId } from "../run/run-id.ts";
import type { Run, RunKind } from "../run/run.ts";
import type { Context } from "./context.ts";
import { refusalOfFault, refuse, type Refusal } from "./refusal.ts";

/** Names a run as a caller does: a run of another kind or owner does not exist for it. */
export interface RunAddress {
  readonly id: string;
  readonly kind: RunKind;
  readonly owner?: string;
}

/** Fails with `RUN_NOT_FOUND`. */
export async function findRun({ ports }: Context, address: RunAddress): Promise<Result<Run, Refusal>> {
  if (!isRunId(address.id)) return notFound();
  const found = await ports.runs.find(address.id);
  if (found.isErr()) return err(refusalOfFault(found.error, address.id, ports.log));
  const run = found.value;
  if (run === null || run.kind !== address.kind || run.owner !== (address.owner ?? "")) return notFound();
  return visible(run) === null ? notFound() : ok(run);
}

/** `run`, unless it is being deleted: then it is gone for whoever asks. */
export function visible(run: Run | null): Run | null {
  return run?.state.phase === "deleting" ? null : run;
}

function notFound(): Result<never, Refusal> {
  return refuse("RUN_NOT_FOUND", "There is no run with this id.");
}
