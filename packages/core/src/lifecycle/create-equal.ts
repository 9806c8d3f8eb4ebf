// Does a job that needs no files have to run, or does an equal one stand for it? (req C4)
import { err, ok, type Result } from "neverthrow";
import type { Run, RunIn } from "../run/run.ts";
import type { Work } from "./active-work.ts";
import { bornAsHit } from "./cache-hit.ts";
import { checkCachedOutputs, placeQuery } from "./cached-outputs.ts";
import { placeInQueue } from "./claim-upload.ts";
import type { Context } from "./context.ts";
import { keepAwaiting, placeToAwait, tooManyAwaiting } from "./create-run.ts";
import { placeToFollow, tooManyFollowing } from "./follow-run.ts";
import { refusalOfFault, type Refusal } from "./refusal.ts";
import { startJob } from "./start-job.ts";

/** Keeps a newborn run that has all it needs, and starts it where nothing else answers it. */
export async function createEqual(context: Context, run: RunIn<"awaiting_upload">): Promise<Result<Run, Refusal>> {
  // Held from before its birth: nobody else may start what we are about to start.
  const work = await context.active.beginAfterOthers(run.id);
  let started = false;
  try {
    const kept = await keep(context, run);
    if (kept.isErr()) return err(kept.error);
    if (kept.value.state.phase !== "awaiting_upload") return ok(kept.value);
    started = true;
  } finally {
    if (!started) work.finish();
  }
  return start(context, run, work);
}

async function keep(context: Context, run: RunIn<"awaiting_upload">): Promise<Result<Run, Refusal>> {
  const { cache, clock, log } = context.ports;
  const { key } = run.cache;
  if (key === null || run.request.options.no_cache) return keepAwaiting(context, run);
  const checked = await checkCachedOutputs(context, key);
  if (checked.isErr()) return err(refusalOfFault(checked.error, null, log));
  let tooMany = tooManyAwaiting;
  const placed = await cache.place(placeQuery(context, run.id, key), {
    hit: (entry) => ({ kind: "birth", run: bornAsHit(context, run, entry) }),
    follow() {
      tooMany = tooManyFollowing;
      const state = { phase: "following", attempt: null, followingSince: clock.now() } as const;
      return { kind: "birth", run: { ...run, state }, guard: placeToFollow(context) };
    },
    lead: () => ({ kind: "birth", run, guard: placeToAwait(context) }),
  });
  if (placed.isOk()) {
    if (placed.value.way !== "lead") log.info("run answered by an equal one", { run: run.id, way: placed.value.way });
    return ok(placed.value.run ?? run);
  }
  const { error } = placed;
  if (error.kind === "conflict") throw new Error(`Cannot create run ${run.id}: it is there already.`);
  return err(error.kind === "full" ? tooMany(error.limit) : refusalOfFault(error, run.id, log));
}

/** Starts a run; where that fails, there was no run. */
async function start(context: Context, run: Run, work: Work): Promise<Result<Run, Refusal>> {
  const { runs } = context.ports;
  const staged = await startJob(context, run, work, placeInQueue(context));
  if (staged.isOk()) return ok(staged.value.run);
  const now = await runs.find(run.id);
  if (now.isErr() || now.value?.state.phase !== "awaiting_upload") return err(staged.error);
  const forgotten = await runs.forget(run.id, now.value.version);
  if (forgotten.isErr()) return err(staged.error);
  if (run.cache.key !== null) await context.followers.settle(run.cache.key);
  return err({ ...staged.error, run: null });
}
