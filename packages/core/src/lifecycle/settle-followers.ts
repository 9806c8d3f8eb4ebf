// What becomes of the runs that follow one that is in flight no more? (req C4)
import type { Result } from "neverthrow";
import type { Fault } from "../ports/fault.ts";
import type { Placed } from "../ports/run-cache.ts";
import type { Conflict, Full } from "../ports/run-store.ts";
import type { RunIn } from "../run/run.ts";
import type { Transition } from "../run/transition.ts";
import { endAsHit } from "./cache-hit.ts";
import { checkCachedOutputs, placeKept } from "./cached-outputs.ts";
import { cleanRun } from "./clean-run.ts";
import { legalMove } from "./commit.ts";
import type { Context } from "./context.ts";
import { startJob } from "./start-job.ts";

const PAGE = 100;
/** Followers that are settled at the same time. */
const AT_ONCE = 8;

/** They end as hits where it succeeded; else the oldest takes its place, and the others follow that. */
export async function settleFollowers(context: Context, key: string): Promise<void> {
  for (;;) {
    const followers = await context.ports.cache.followers(key, PAGE);
    if (followers.isErr()) return tell(context, key, followers.error);
    const [oldest, ...others] = followers.value;
    if (oldest === undefined) return undefined;
    const checked = await checkCachedOutputs(context, key);
    if (checked.isErr()) return tell(context, key, checked.error);
    // Until the first has gone its way, nobody leads and the others would find the same.
    if (!(await settleFollower(context, oldest, key))) return undefined;
    for (let first = 0; first < others.length; first += AT_ONCE) {
      const some = others.slice(first, first + AT_ONCE);
      const settled = await Promise.all(some.map((follower) => settleFollower(context, follower, key)));
      if (settled.includes(false)) return undefined;
    }
  }
}

/** Whether the next one is to be looked at: not so once somebody leads, nor while the records are out of reach. */
async function settleFollower(context: Context, follower: RunIn<"following">, key: string): Promise<boolean> {
  const { active, ports } = context;
  // A job that is not staged yet takes its skill from those that are installed; who sweeps by hand has none.
  if (follower.state.attempt === null && ports.catalog === undefined) return false;
  // Its upload may have a last word to say.
  const work = await active.beginAfterOthers(follower.id);
  let starts = false;
  try {
    const placed = await place(context, follower, key);
    if (placed.isErr()) {
      // Somebody decided it meanwhile, and cleans.
      if (placed.error.kind === "conflict") return true;
      if (placed.error.kind !== "full") tell(context, key, placed.error);
      return false;
    }
    const { run } = placed.value;
    if (run === null) return false;
    ports.signals.changed(run.id);
    ports.log.info("a follower goes on", { run: run.id, way: placed.value.way });
    if (run.state.phase === "queued") ports.counters.count("cache_lookups", { outcome: "miss" });
    if (run.state.phase === "cleaning") {
      ports.counters.count("cache_lookups", { outcome: "hit" });
      await cleanRun(context, { ...run, state: run.state });
      return true;
    }
    starts = run.state.phase === "awaiting_upload";
    // It was told that it would run, so no full queue refuses it; what else is in its way is on its record, or left to
    // the sweep.
    if (starts) await startJob(context, run, work);
    return false;
  } finally {
    if (!starts) work.finish();
  }
}

function place(
  context: Context,
  run: RunIn<"following">,
  key: string,
): Promise<Result<Placed, Conflict | Full | Fault>> {
  return placeKept(context, run.id, key, {
    hit: (entry) => ({ kind: "move", transition: endAsHit(context, run, entry) }),
    follow: () => null,
    lead: () => ({ kind: "move", transition: goAhead(context, run) }),
  });
}

/** What is staged goes into the queue, without a place of its own: the run that it followed has left one. */
function goAhead({ ports, options }: Context, run: RunIn<"following">): Transition {
  const now = ports.clock.now();
  const { attempt } = run.state;
  if (attempt === null)
    return legalMove(run, "lead", { phase: "awaiting_upload", dueAt: now + options.uploadTtlMs }, now);
  const cache = { ...run.cache, hit: false };
  return legalMove(run, "enqueue", { phase: "queued", attempt, queuedAt: now }, now, { cache });
}

function tell({ ports }: Context, key: string, { message }: Fault): void {
  ports.log.warn("followers could not be settled; the sweep will", { key, message });
}
