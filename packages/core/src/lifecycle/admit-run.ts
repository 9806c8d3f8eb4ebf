// Staged, and then? Into the queue, unless an equal run has run or is about to. (req C4)
import { err, ok, type Result } from "neverthrow";
import type { InputDigest } from "../cache/cache-key.ts";
import type { Fault } from "../ports/fault.ts";
import type { Conflict, Full } from "../ports/run-store.ts";
import type { Run, RunIn, RunSkill } from "../run/run.ts";
import type { Changes } from "../run/transition.ts";
import { endAsHit } from "./cache-hit.ts";
import { checkCachedOutputs, placeKept } from "./cached-outputs.ts";
import { cleanRun } from "./clean-run.ts";
import { commit, legalMove } from "./commit.ts";
import type { Context } from "./context.ts";
import { placeToFollow } from "./follow-run.ts";
import { runCacheKey } from "./run-cache-key.ts";

/** What staging found out about a run. */
export type StagedChanges = Required<Pick<Changes, "temporaryFiles" | "warnings">> & { readonly skill: RunSkill };

/** The run as it is then: queued, following, or ended with the outputs of an equal one. */
export async function admitRun(
  context: Context,
  run: RunIn<"staging">,
  changes: StagedChanges,
): Promise<Result<Run, Conflict | Full | Fault>> {
  const inputs = await digestInputs(context, run, changes.skill);
  if (inputs.isErr()) return err(inputs.error);
  const key = runCacheKey(context, run, changes.skill, inputs.value);
  const admitted = await place(context, run, changes, key);
  // A skill that changed since the run was created has another key: those that follow by the old one need a new leader.
  // Nobody waits for that here, where those others may wait for us.
  const before = run.cache.key;
  if (admitted.isOk() && before !== null && before !== key) void context.followers.settle(before);
  return admitted;
}

async function place(
  context: Context,
  run: RunIn<"staging">,
  changes: StagedChanges,
  key: string | null,
): Promise<Result<Run, Conflict | Full | Fault>> {
  const { ports } = context;
  const { attempt } = run.state;
  const queued = { phase: "queued", attempt, queuedAt: ports.clock.now() } as const;
  if (key === null || run.request.options.no_cache) {
    const cache = run.kind === "temporary" ? run.cache : { key, hit: false };
    return commit(context, run, "enqueue", queued, { ...changes, cache });
  }
  const checked = await checkCachedOutputs(context, key);
  if (checked.isErr()) return err(checked.error);
  const now = ports.clock.now();
  const placed = await placeKept(context, run.id, key, {
    hit: (entry) => ({ kind: "move", transition: endAsHit(context, run, entry, changes) }),
    follow() {
      const state = { phase: "following", attempt, followingSince: now } as const;
      const transition = legalMove(run, "follow", state, now, { ...changes, cache: { key, hit: null } });
      return { kind: "move", transition, guard: placeToFollow(context) };
    },
    lead() {
      const transition = legalMove(run, "enqueue", queued, now, { ...changes, cache: { key, hit: false } });
      return { kind: "move", transition };
    },
  });
  if (placed.isErr()) return err(placed.error);
  ports.signals.changed(run.id);
  const { way } = placed.value;
  // Whoever follows hears later which of the two it is.
  if (way !== "follow") ports.counters.count("cache_lookups", { outcome: way === "hit" ? "hit" : "miss" });
  const after = placed.value.run ?? run;
  if (after.state.phase !== "cleaning") return ok(after);
  await cleanRun(context, { ...after, state: after.state });
  const ended = await ports.runs.find(run.id);
  return ok(ended.unwrapOr(null) ?? after);
}

async function digestInputs(
  { ports }: Context,
  run: RunIn<"staging">,
  skill: RunSkill,
): Promise<Result<readonly InputDigest[], Fault>> {
  if (run.kind === "temporary" || !skill.hasInputs) return ok([]);
  return ports.workspaces.digestInputs(run.id, run.state.attempt);
}
