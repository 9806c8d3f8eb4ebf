// In which ways can a store of runs break its promise?
import { ok } from "neverthrow";
import { isOver, PHASES, type RunIn, type RunStore } from "@mayfly/core";
import { createMemoryRecords, type MemoryRecords } from "@mayfly/core/memory";
import { NO_GUARD } from "../../a-run.ts";
import { describeRunStore } from "../../describe-run-store.ts";
import type { OpenRecords, RecordsUnderTest } from "../../records-under-test.ts";
import type { Break } from "./break.ts";
import { outOfReach } from "./out-of-reach.ts";

function breaking(
  does: string,
  noticedBy: string,
  wrong: (runs: RunStore, records: MemoryRecords) => Partial<RunStore>,
): Break {
  const open: OpenRecords = async () => {
    const records = createMemoryRecords();
    return { ...records, runs: { ...records.runs, ...wrong(records.runs, records) }, close: async () => undefined };
  };
  return { does, noticedBy, describe: (name) => describeRunStore(name, open) };
}

/** A break of what stands beside the store, which races with it. */
function besides(does: string, noticedBy: string, wrong: (records: MemoryRecords) => Partial<MemoryRecords>): Break {
  const open: OpenRecords = async () => {
    const records = createMemoryRecords();
    return { ...records, ...wrong(records), close: async () => undefined };
  };
  return { does, noticedBy, describe: (name) => describeRunStore(name, open) };
}

/** Records that answer a fault when they are taken away, but for what `find()` says. */
function recordsOutOfReach(find: RunStore["find"]): RecordsUnderTest {
  const records = createMemoryRecords();
  const { port, unavailable } = outOfReach(records.runs, { find });
  return { ...records, runs: port, unavailable, close: async () => undefined };
}

const IN_FLIGHT = PHASES.filter((phase) => !isOver(phase) && phase !== "following");

export const BROKEN_RUN_STORES: readonly Break[] = [
  breaking("commits whatever version a run has", "`commit()` answers conflict to a transition", (runs) => ({
    async commit(transition, guard) {
      const now = (await runs.find(transition.after.id))._unsafeUnwrap();
      return runs.commit({ ...transition, expectedVersion: now?.version ?? transition.expectedVersion }, guard);
    },
  })),
  breaking("forgets the last line of the history", "`commit()` brings a run to", (runs) => ({
    history: async (id) => (await runs.history(id)).map((lines) => lines.slice(0, Math.max(1, lines.length - 1))),
  })),
  breaking("counts for the guard before it writes", "`create()` under a guard lets in exactly as many", (runs) => ({
    async create(run, guard) {
      const there = (await runs.count(guard.phases))._unsafeUnwrap();
      return runs.create(run, there < guard.below ? NO_GUARD : guard);
    },
  })),
  breaking("lets one more in than the guard says", "`commit()` answers full where the guard", (runs) => ({
    commit: (transition, guard) =>
      runs.commit(transition, guard === undefined ? guard : { ...guard, below: guard.below + 1 }),
  })),
  breaking("keeps a second run under a taken id", "`create()` refuses an id that is taken", (runs) => ({
    async create(run, guard) {
      const there = (await runs.find(run.id))._unsafeUnwrap();
      if (there !== null) await runs.forget(there.id, there.version);
      return runs.create(run, guard);
    },
  })),
  breaking("hands out what it keeps itself", "`find()` gives a copy", (runs) => {
    const found = new Map<string, Awaited<ReturnType<RunStore["find"]>>>();
    return {
      async find(id) {
        const fresh = await runs.find(id);
        const before = found.get(id);
        if (before?.isOk() === true && before.value?.version === fresh._unsafeUnwrap()?.version) return before;
        found.set(id, fresh);
        return fresh;
      },
    };
  }),
  breaking("misses the longest due", "`due()` gives what is due", (runs) => ({
    due: async (now, limit) => (await runs.due(now, limit + 1)).map((found) => found.slice(1)),
  })),
  breaking("shows a run on two pages", "`page()` goes through all runs", (runs) => {
    let last: Awaited<ReturnType<RunStore["page"]>> | null = null;
    return {
      async page(query) {
        const repeated = query.cursor === null ? [] : (last?._unsafeUnwrap().runs.slice(-1) ?? []);
        last = (await runs.page(query)).map((page) => ({ ...page, runs: [...repeated, ...page.runs] }));
        return last;
      },
    };
  }),
  breaking("shows an owner the runs of another", "`page()` shows one owner's runs", (runs) => ({
    page: (query) => runs.page({ ...query, owner: query.owner === "ADA" ? "ada" : query.owner }),
  })),
  breaking("gives the newest first for recovery", "`inPhases()` gives runs of any owner", (runs) => ({
    inPhases: async (phases, limit) => (await runs.inPhases(phases, limit)).map((found) => [...found].reverse()),
  })),
  breaking("forgets a run whatever its version", "`forget()` answers conflict", (runs) => ({
    async forget(id, version) {
      const now = (await runs.find(id))._unsafeUnwrap();
      return runs.forget(id, now?.version ?? version);
    },
  })),
  {
    does: "says that its records last, and loses them",
    noticedBy: "all that was kept is there",
    describe: (name) => {
      const open: OpenRecords = async () => ({
        ...createMemoryRecords(),
        close: async () => undefined,
        reopen: open,
      });
      describeRunStore(name, open);
    },
  },
  {
    does: "throws when its records are out of reach",
    noticedBy: "every call answers a fault",
    describe: (name) =>
      describeRunStore(name, async () => recordsOutOfReach(() => Promise.reject(new Error("No disk.")))),
  },
  {
    does: "finds nothing when its records are out of reach",
    noticedBy: "every call answers a fault",
    describe: (name) => describeRunStore(name, async () => recordsOutOfReach(async () => ok(null))),
  },
  besides("has a cache that looks before it places", "law: in any order", ({ cache, runs }) => ({
    cache: {
      ...cache,
      async place(query, ways) {
        const there = (await runs.inPhases(IN_FLIGHT, 100))._unsafeUnwrap();
        const isAlone = !there.some((run) => run.cache.key === query.key && run.id !== query.run);
        return cache.place(query, isAlone ? { ...ways, follow: () => ways.lead() } : ways);
      },
    },
  })),
  besides("has a queue that looks before it takes", "law: in any order", ({ queue, runs }) => ({
    queue: {
      ...queue,
      async take(take) {
        const oldest = (await runs.inPhases(["queued"], 1))._unsafeUnwrap().at(0);
        if (oldest === undefined) return ok(null);
        const { after } = take(oldest as RunIn<"queued">);
        const now = (await runs.find(after.id))._unsafeUnwrap();
        if (now?.state.phase === "queued") await queue.take(take);
        return ok(after);
      },
    },
  })),
  breaking("says that it forgot and did not", "`forget()` removes a run and its history", () => ({
    forget: async () => ok(),
  })),
];
