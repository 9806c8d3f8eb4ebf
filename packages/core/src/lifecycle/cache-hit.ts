// What is a run that need not run, because an equal one has?
import type { CacheEntry } from "../cache/cache-entry.ts";
import type { Run, RunIn, RunState } from "../run/run.ts";
import type { Changes, Transition } from "../run/transition.ts";
import { legalMove } from "./commit.ts";
import type { Context } from "./context.ts";

const SUCCEEDED = { status: "succeeded", error: null } as const;

/** A run that is born with its end: there was never a file of its own. */
export function bornAsHit({ ports, options }: Context, run: Run, entry: CacheEntry): Run {
  const endedAt = ports.clock.now();
  const state = {
    phase: "succeeded",
    outcome: SUCCEEDED,
    endedAt,
    outputsDueAt: endedAt + options.outputTtlMs,
  } as const;
  return { ...run, ...changesOf(run, entry), state };
}

/** Decides that a run ends with the outputs of `entry`; what it staged is still to be removed. */
export function endAsHit(
  { ports }: Context,
  run: RunIn<"staging"> | RunIn<"following">,
  entry: CacheEntry,
  changes: Changes = {},
): Transition {
  const packageSha256 = run.state.phase === "staging" ? run.state.packageSha256 : (run.skill?.packageSha256 ?? null);
  const state: RunState = { phase: "cleaning", outcome: SUCCEEDED, sealed: true, process: null, packageSha256 };
  return legalMove(run, "decide", state, ports.clock.now(), { ...changesOf(run, entry), ...changes });
}

function changesOf(
  run: Run,
  { key, outputs, skill }: CacheEntry,
): Required<Pick<Changes, "skill" | "outputs" | "cache">> {
  return { skill: run.skill ?? skill, outputs, cache: { key, hit: true } };
}
