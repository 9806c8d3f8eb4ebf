// In which ways can a queue of runs break its promise?
import { ok } from "neverthrow";
import type { Run, RunIn, RunQueue, RunStore } from "@mayfly/core";
import { createMemoryRecords, type MemoryRecords } from "@mayfly/core/memory";
import { describeRunQueue } from "../../describe-run-queue.ts";
import type { OpenRecords } from "../../records-under-test.ts";
import type { Break } from "./break.ts";

function breaking(
  does: string,
  noticedBy: string,
  wrong: (queue: RunQueue, records: MemoryRecords) => Partial<RunQueue>,
): Break {
  const open: OpenRecords = async () => {
    const records = createMemoryRecords();
    return { ...records, queue: { ...records.queue, ...wrong(records.queue, records) }, close: async () => undefined };
  };
  return { does, noticedBy, describe: (name) => describeRunQueue(name, open) };
}

/** A `take()` that goes by a number of its own, the least first. */
function takingFirst(runs: RunStore, rank: (run: RunIn<"queued">) => Promise<number>): RunQueue["take"] {
  return async (take) => {
    const queued = (await runs.inPhases(["queued"], 100))._unsafeUnwrap() as readonly RunIn<"queued">[];
    const ranked = await Promise.all(queued.map(async (run) => ({ run, rank: await rank(run) })));
    const first = ranked.toSorted((one, other) => one.rank - other.rank).at(0)?.run;
    if (first === undefined) return ok(null);
    const transition = take(first);
    if (transition.after.id !== first.id) throw new Error("This is about another run.");
    const committed = await runs.commit(transition);
    return ok(committed.isOk() ? transition.after : null);
  };
}

export const BROKEN_RUN_QUEUES: readonly Break[] = [
  breaking("hands one run to two", "`take()` gives no two of many rivals the same run", (queue) => {
    let last: Run | null = null;
    return {
      async take(take) {
        const taken = await queue.take(take);
        if (taken.isErr() || taken.value !== null) last = taken.unwrapOr(null);
        return ok(last);
      },
    };
  }),
  breaking("goes by the clock", "`take()` goes by the order of queueing", (_, { runs }) => ({
    take: takingFirst(runs, async ({ state }) => state.queuedAt),
  })),
  breaking("hands out the newest first", "`take()` goes by the order of queueing", (queue, { runs }) => ({
    take: takingFirst(runs, async ({ id }) => -((await queue.position(id))._unsafeUnwrap() ?? 0)),
  })),
  breaking("counts the places from one", "`position()` counts the queued runs before one", (queue) => ({
    position: async (id) => (await queue.position(id)).map((place) => (place === null ? null : place + 1)),
  })),
  breaking("wakes nobody", "`onQueued()` wakes after a run was queued", () => ({
    onQueued: () => () => undefined,
  })),
  breaking("goes on waking who has left", "`onQueued()` wakes each listener until it leaves", (queue) => ({
    onQueued: (wake) => {
      queue.onQueued(wake);
      return () => undefined;
    },
  })),
];
