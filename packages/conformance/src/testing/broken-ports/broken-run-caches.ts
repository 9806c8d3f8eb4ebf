// In which ways can a cache of runs break its promise?
import { ok } from "neverthrow";
import type { RunCache } from "@mayfly/core";
import { createMemoryRecords, type MemoryRecords } from "@mayfly/core/memory";
import { describeRunCache } from "../../describe-run-cache.ts";
import type { OpenRecords } from "../../records-under-test.ts";
import type { Break } from "./break.ts";

function breaking(
  does: string,
  noticedBy: string,
  wrong: (cache: RunCache, records: MemoryRecords) => Partial<RunCache>,
): Break {
  const open: OpenRecords = async () => {
    const records = createMemoryRecords();
    return { ...records, cache: { ...records.cache, ...wrong(records.cache, records) }, close: async () => undefined };
  };
  return { does, noticedBy, describe: (name) => describeRunCache(name, open) };
}

export const BROKEN_RUN_CACHES: readonly Break[] = [
  breaking("lets two lead", "`place()` of many equal runs at once lets one lead", (cache) => ({
    place: async (query, ways) =>
      (await cache.place(query, { ...ways, follow: () => ways.lead() })).map((placed) => ({
        ...placed,
        way: placed.way === "follow" ? "lead" : placed.way,
      })),
  })),
  breaking("lets an entry expire that was just hit", "`place()` answers a hit, counts it", (cache) => ({
    place: async (query, ways) => {
      const entry = (await cache.find(query.key, query.now))._unsafeUnwrap();
      return cache.place({ ...query, extendTo: entry?.expiresAt ?? query.extendTo }, ways);
    },
  })),
  breaking("takes a run for its own leader", "`place()` does not take the run that asks", (cache) => ({
    place: async (query, ways) =>
      (await cache.place(query, { ...ways, lead: () => ways.follow() ?? ways.lead() })).map((placed) => ({
        ...placed,
        way: placed.way === "lead" ? "follow" : placed.way,
      })),
  })),
  breaking("forgets to tell which outputs it replaced", "`write()` leaves an entry", (cache) => ({
    write: async (entry) => (await cache.write(entry)).map(() => null),
  })),
  breaking("drops the entry of other outputs", "`drop()` removes the entry only while", (cache) => ({
    async drop(key) {
      const entry = (await cache.find(key, 0))._unsafeUnwrap();
      return entry === null ? ok() : cache.drop(key, entry.outputs);
    },
  })),
  breaking("removes an entry that still lives", "`expire()` removes the entries whose time", (cache) => ({
    expire: (now, limit) => cache.expire(now + 1000, limit),
  })),
  breaking("forgets that a run points to outputs", "`outputsInUse()` holds while a run or an entry", (cache) => ({
    outputsInUse: async (outputs) => {
      const entries = (await cache.stats())._unsafeUnwrap().entries;
      return entries === 0 ? ok(false) : cache.outputsInUse(outputs);
    },
  })),
  breaking("names the youngest follower first", "`followers()` gives whole runs", (cache) => ({
    followers: async (key, limit) => (await cache.followers(key, limit)).map((found) => [...found].reverse()),
  })),
  breaking("misses who follows nobody", "`leaderless()` names each key once", () => ({
    leaderless: async () => ok([]),
  })),
];
