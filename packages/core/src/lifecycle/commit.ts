// How is a decided move put on record?
import { err, ok, type Result } from "neverthrow";
import type { Fault } from "../ports/fault.ts";
import type { Conflict, CountGuard, Full } from "../ports/run-store.ts";
import { canonicalJson } from "../run/canonical-json.ts";
import type { JsonValue } from "../run/json.ts";
import type { EpochMs, Run, RunState } from "../run/run.ts";
import { transition, type Changes, type Move, type Transition } from "../run/transition.ts";
import type { Context } from "./context.ts";
import { patiently } from "./patiently.ts";

/**
 * Moves `run` and tells whoever listens. The moves that the steps ask for are in the table, so an illegal one is a bug
 * and throws. Answers the run as it is now.
 */
export async function commit(
  context: Context,
  run: Run,
  move: Move,
  state: RunState,
  changes: Changes = {},
  guard?: CountGuard,
): Promise<Result<Run, Conflict | Full | Fault>> {
  return put(context, legalMove(run, move, state, context.ports.clock.now(), changes), guard);
}

async function put(
  { ports }: Context,
  decided: Transition,
  guard?: CountGuard,
): Promise<Result<Run, Conflict | Full | Fault>> {
  const committed = await ports.runs.commit(decided, guard);
  if (committed.isErr()) return err(committed.error);
  ports.signals.changed(decided.after.id);
  return ok(decided.after);
}

/** A move of the table, for those who commit it in a transaction with something else. An illegal one is a bug and throws. */
export function legalMove(run: Run, move: Move, state: RunState, now: EpochMs, changes: Changes = {}): Transition {
  const decided = transition(run, move, state, now, changes);
  if (decided.isErr()) throw new Error(decided.error.message);
  return decided.value;
}

/**
 * `commit()` for a move that nobody could report if it failed: a store out of reach is asked again for some seconds. One
 * that kept the move and could not say so answers with a conflict then, which is with nobody but us.
 */
export function commitPatiently(
  context: Context,
  run: Run,
  move: Move,
  state: RunState,
  changes: Changes = {},
): Promise<Result<Run, Conflict | Full | Fault>> {
  const { clock, runs, signals } = context.ports;
  const decided = legalMove(run, move, state, clock.now(), changes);
  let isInDoubt = false;
  return patiently(clock, async () => {
    const committed = await put(context, decided);
    const wasInDoubt = isInDoubt;
    isInDoubt = true;
    if (committed.isOk() || committed.error.kind !== "conflict" || !wasInDoubt) return committed;
    const kept = await runs.find(run.id);
    if (kept.isErr()) return err(kept.error);
    if (kept.value === null || textOf(kept.value) !== textOf(decided.after)) return committed;
    signals.changed(run.id);
    return ok(decided.after);
  });
}

/** Stores keep a run as JSON, with its fields in whatever order. */
function textOf(run: Run): string {
  return canonicalJson(run as unknown as JsonValue);
}
