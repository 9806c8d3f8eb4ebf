// Does a job that needs no files have to run, or does an equal one stand for it? (req C4)
import { err, ok, type Err, type Result } from "neverthrow";
import type { RequestKey } from "../ports/run-store.ts";
import type { Run, RunIn } from "../run/run.ts";
import type { Work } from "./active-work.ts";
import { bornAsHit } from "./cache-hit.ts";
import { checkCachedOutputs, placeQuery } from "./cached-outputs.ts";
import { placeInQueue } from "./claim-upload.ts";
import type { Context } from "./context.ts";
import { answerRepeated, countCreated } from "./create-once.ts";
import { keepAwaiting, placeToAwait, tooManyAwaiting } from "./create-run.ts";
import { placeToFollow, tooManyFollowing } from "./follow-run.ts";
import { refuseWithoutRoom } from "./refuse-without-room.ts";
import { refusalOfFault, type Refusal } from "./refusal.ts";
import type { StagedRun } from "./stage-run.ts";
import { startJob } from "./start-job.ts";

/** Keeps a newborn run that has all it needs, and starts it where nothing else answers it. */
export async function createEqual(
  context: Context,
  run: RunIn<"awaiting_upload">,
  requestKey?: RequestKey,
): Promise<Result<Run, Refusal>> {
  // Held from before its birth: nobody else may start what we are about to start.
  const work = await context.active.beginAfterOthers(run.id);
  let started = false;
  try {
    const kept = await keep(context, run, requestKey);
    if (kept.isErr()) return err(kept.error);
    if (kept.value.id !== run.id || kept.value.state.phase !== "awaiting_upload") return ok(kept.value);
    started = true;
  } finally {
    if (!started) work.finish();
  }
  return start(context, run, work, requestKey);
}

async function keep(
  context: Context,
  run: RunIn<"awaiting_upload">,
  requestKey: RequestKey | undefined,
): Promise<Result<Run, Refusal>> {
  const { cache, clock, counters, log } = context.ports;
  const { key } = run.cache;
  if (key === null || run.request.options.no_cache) return keepAwaiting(context, run, requestKey);
  const checked = await checkCachedOutputs(context, key);
  if (checked.isErr()) return err(refusalOfFault(checked.error, null, log));
  let tooMany = tooManyAwaiting;
  const born = requestKey === undefined ? {} : { key: requestKey };
  const placed = await cache.place(placeQuery(context, run.id, key), {
    hit: (entry) => ({ kind: "birth", run: bornAsHit(context, run, entry), ...born }),
    follow() {
      tooMany = tooManyFollowing;
      const state = { phase: "following", attempt: null, followingSince: clock.now() } as const;
      return { kind: "birth", run: { ...run, state }, guard: placeToFollow(context), ...born };
    },
    lead: () => ({ kind: "birth", run, guard: placeToAwait(context), ...born }),
  });
  if (placed.isOk()) {
    if (placed.value.way !== "lead") log.info("run answered by an equal one", { run: run.id, way: placed.value.way });
    if (placed.value.way === "hit") {
      counters.count("cache_lookups", { outcome: "hit" });
      counters.count("runs_ended", { kind: run.kind, status: "succeeded" });
    }
    return ok(placed.value.run ?? run);
  }
  const { error } = placed;
  if (error.kind === "repeated" && requestKey !== undefined) {
    return answerRepeated(context, run, requestKey, error.kept);
  }
  if (error.kind === "conflict" || error.kind === "repeated")
    throw new Error(`Cannot create run ${run.id}: it is there already.`);
  return err(error.kind === "full" ? tooMany(error.limit) : refusalOfFault(error, run.id, log));
}

/** Starts a run; where that fails, there was no run, and nobody asked for one. */
async function start(
  context: Context,
  run: Run,
  work: Work,
  requestKey: RequestKey | undefined,
): Promise<Result<Run, Refusal>> {
  const { runs } = context.ports;
  const staged = await startWithRoom(context, run, work);
  if (staged.isOk()) return ok(staged.value.run);
  const stays = (why: Refusal): Err<never, Refusal> => {
    countCreated(context, run);
    return err(why);
  };
  const now = await runs.find(run.id);
  if (now.isErr() || now.value?.state.phase !== "awaiting_upload") return stays(staged.error);
  const { owner, kind } = run;
  const name = requestKey === undefined ? undefined : { owner, kind, key: requestKey.key };
  const forgotten = await runs.forget(run.id, now.value.version, name);
  if (forgotten.isErr()) return stays(staged.error);
  if (run.cache.key !== null) await context.followers.settle(run.cache.key);
  return err({ ...staged.error, run: null });
}

async function startWithRoom(context: Context, run: Run, work: Work): Promise<Result<StagedRun, Refusal>> {
  let started = false;
  try {
    const noRoom = await refuseWithoutRoom(context, null);
    if (noRoom !== null) return err(noRoom);
    started = true;
  } finally {
    if (!started) work.finish();
  }
  return startJob(context, run, work, placeInQueue(context));
}
