// How is a decided move put on record?
import { err, ok, type Result } from "neverthrow";
import type { Fault } from "../ports/fault.ts";
import type { Conflict, CountGuard, Full } from "../ports/run-store.ts";
import type { EpochMs, Run, RunState } from "../run/run.ts";
import { transition, type Changes, type Move, type Transition } from "../run/transition.ts";
import type { Context } from "./context.ts";
import { patiently } from "./patiently.ts";

/**
 * Moves `run` and tells whoever listens. The moves that the steps ask for are in the table, so an illegal one is a bug
 * and throws. Answers the run as it is now.
 */
export async function commit(
  { ports }: Context,
  run: Run,
  move: Move,
  state: RunState,
  changes: Changes = {},
  guard?: CountGuard,
): Promise<Result<Run, Conflict | Full | Fault>> {
  const decided = legalMove(run, move, state, ports.clock.now(), changes);
  const committed = await ports.runs.commit(decided, guard);
  if (committed.isErr()) return err(committed.error);
  ports.signals.changed(run.id);
  return ok(decided.after);
}

/** A move of the table, for those who commit it in a transaction with something else. An illegal one is a bug and throws. */
export function legalMove(run: Run, move: Move, state: RunState, now: EpochMs, changes: Changes = {}): Transition {
  const decided = transition(run, move, state, now, changes);
  if (decided.isErr()) throw new Error(decided.error.message);
  return decided.value;
}

/** The same, for a move that nobody could report if it failed: a store out of reach is asked again for some seconds. */
export function commitPatiently(
  context: Context,
  run: Run,
  move: Move,
  state: RunState,
  changes: Changes = {},
): Promise<Result<Run, Conflict | Full | Fault>> {
  return patiently(context.ports.clock, () => commit(context, run, move, state, changes));
}
