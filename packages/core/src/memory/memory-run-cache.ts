// How does a cache of runs keep its promise without a disk?
import { err, ok, type Result } from "neverthrow";
import type { CacheEntry } from "../cache/cache-entry.ts";
import type { Placed, Placement, RunCache } from "../ports/run-cache.ts";
import type { Conflict, Full, Repeated } from "../ports/run-store.ts";
import type { Run, RunIn } from "../run/run.ts";
import type { RunId } from "../run/run-id.ts";
import { fullBy, hindrance, putBirth, putRow, runOf, type MemoryRows, type Row } from "./memory-rows.ts";

/** The cache side of `rows`. Every method does its work before it first yields, so each is one transaction. */
export function createMemoryRunCache(rows: MemoryRows): RunCache {
  const { entries } = rows;
  const all = (): Row[] => [...rows.byId.values()];
  const inFlight = (key: string, besides: RunId | null): boolean =>
    all().some((row) => row.cacheKey === key && row.id !== besides && row.phase !== "following");
  const live = (key: string, now: number): CacheEntry | null => {
    const entry = entries.get(key);
    return entry !== undefined && entry.expiresAt > now ? entry : null;
  };
  const remove = (gone: readonly CacheEntry[]): readonly RunId[] => {
    for (const { key } of gone) entries.delete(key);
    return gone.map(({ outputs }) => outputs);
  };

  return {
    async find(key, now) {
      return ok(live(key, now));
    },

    async place({ key, run, now, extendTo }, ways): Promise<Result<Placed, Conflict | Full | Repeated>> {
      const entry = live(key, now);
      if (entry !== null) {
        const kept = keep(rows, ways.hit(entry));
        if (kept.isOk()) entries.set(key, { ...entry, hits: entry.hits + 1, expiresAt: extendTo });
        return kept.map((after) => ({ way: "hit", run: after }));
      }
      const way = inFlight(key, run) ? "follow" : "lead";
      const placement = ways[way]();
      if (placement === null) return ok({ way, run: null });
      return keep(rows, placement).map((after) => ({ way, run: after }));
    },

    async write(entry) {
      const before = entries.get(entry.key);
      if (before?.outputs === entry.outputs) return ok(null);
      entries.set(entry.key, entry);
      return ok(before?.outputs ?? null);
    },

    async drop(key, outputs) {
      if (entries.get(key)?.outputs === outputs) entries.delete(key);
      return ok();
    },

    async followers(key, limit) {
      const found = all().filter((row) => row.cacheKey === key && row.phase === "following");
      found.sort((one, other) => (one.id < other.id ? -1 : 1));
      return ok(found.slice(0, limit).map((row) => runOf(row) as RunIn<"following">));
    },

    async leaderless(limit) {
      const keys = all().flatMap((row) => (row.phase === "following" && row.cacheKey !== null ? [row.cacheKey] : []));
      return ok([...new Set(keys)].filter((key) => !inFlight(key, null)).slice(0, limit));
    },

    async outputsInUse(outputs) {
      const visible = all().filter(({ phase }) => phase !== "deleting");
      const pointers: readonly { outputs: RunId }[] = [...visible, ...entries.values()];
      return ok(pointers.some((each) => each.outputs === outputs));
    },

    async expire(now, limit) {
      return ok(remove([...entries.values()].filter(({ expiresAt }) => expiresAt <= now).slice(0, limit)));
    },

    async clear() {
      return ok(remove([...entries.values()]));
    },

    async stats() {
      const sum = (part: "hits" | "bytes"): number =>
        [...entries.values()].reduce((all, entry) => all + entry[part], 0);
      return ok({ entries: entries.size, hits: sum("hits"), bytes: sum("bytes") });
    },
  };
}

function keep(rows: MemoryRows, placement: Placement): Result<Run, Conflict | Full | Repeated> {
  const { guard } = placement;
  if (placement.kind === "birth") {
    const { run, key } = placement;
    if (rows.byId.has(run.id)) throw new Error(`Cannot keep run ${run.id}: there is one already.`);
    const hindered = hindrance(rows, run, guard, key);
    if (hindered !== null) return err(hindered);
    putBirth(rows, run, key);
    return ok(run);
  }
  const { after, expectedVersion, move } = placement.transition;
  if (rows.byId.get(after.id)?.version !== expectedVersion) return err({ kind: "conflict" });
  const full = fullBy(rows, guard);
  if (full !== null) return err(full);
  putRow(rows, after, move);
  return ok(after);
}
