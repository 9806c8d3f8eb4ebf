// How does SQLite keep the cache of runs?
import { err, ok, type Result } from "neverthrow";
import type { CacheEntry, Conflict, Full, Placed, Placement, Repeated, Run, RunCache, RunIn } from "@mayfly/core";
import { columnsOf, entryOf, outputsOf, textOf } from "./cache-entry-row.ts";
import { hindrance, insertBirth } from "./request-key-row.ts";
import { numberOf, runOf } from "./run-row.ts";
import { fullBy, updateRun, versionOf, wakeFor, type RunTable } from "./run-table.ts";
import { orFault } from "./sqlite-fault.ts";
import { inTransaction } from "./transaction.ts";

/** The cache side of `table`. */
export function createSqliteRunCache(table: RunTable): RunCache {
  const { db, statement } = table;
  const entryFor = (key: string): CacheEntry | null => {
    const row = statement.entry.get({ key });
    return row === undefined ? null : entryOf(row);
  };
  const live = (key: string, now: number): CacheEntry | null => {
    const entry = entryFor(key);
    return entry !== null && entry.expiresAt > now ? entry : null;
  };

  return {
    async find(key, now) {
      return orFault(db, "look an entry of the cache up", () => ok(live(key, now)));
    },

    async place({ key, run, now, extendTo }, ways) {
      const placed = orFault(db, `place run ${run}`, () =>
        inTransaction(db, (): Result<Placed, Conflict | Full | Repeated> => {
          const entry = live(key, now);
          if (entry !== null) {
            const kept = keep(table, ways.hit(entry));
            if (kept.isOk()) statement.hitEntry.run({ key, expires_at: extendTo });
            return kept.map((after) => ({ way: "hit", run: after }));
          }
          const way = statement.leader.get({ key, id: run }) === undefined ? "lead" : "follow";
          const placement = ways[way]();
          if (placement === null) return ok({ way, run: null });
          return keep(table, placement).map((after) => ({ way, run: after }));
        }),
      );
      if (placed.isOk() && placed.value.run !== null) wakeFor(table, placed.value.run);
      return placed;
    },

    async write(entry) {
      return orFault(db, "write an entry of the cache", () =>
        inTransaction(db, () => {
          const before = entryFor(entry.key);
          if (before?.outputs === entry.outputs) return ok(null);
          statement.writeEntry.run(columnsOf(entry));
          return ok(before?.outputs ?? null);
        }),
      );
    },

    async drop(key, outputs) {
      return orFault(db, "drop an entry of the cache", () => {
        statement.dropEntry.run({ key, outputs });
        return ok();
      });
    },

    async followers(key, limit) {
      return orFault(db, "list the followers of a run", () =>
        ok(statement.followers.all({ key, limit }).map((row) => runOf(row) as RunIn<"following">)),
      );
    },

    async leaderless(limit) {
      return orFault(db, "list followers without a leader", () =>
        ok(statement.leaderless.all({ limit }).map((row) => textOf(row, "cache_key"))),
      );
    },

    async outputsInUse(outputs) {
      return orFault(db, `ask who uses the outputs ${outputs}`, () =>
        ok(numberOf(statement.outputsInUse.get({ outputs }) ?? {}, "used") === 1),
      );
    },

    async expire(now, limit) {
      return orFault(db, "expire entries of the cache", () =>
        ok(statement.expireEntries.all({ now, limit }).map(outputsOf)),
      );
    },

    async clear() {
      return orFault(db, "clear the cache", () => ok(statement.clearEntries.all().map(outputsOf)));
    },

    async stats() {
      return orFault(db, "count the cache", () => {
        const row = statement.stats.get() ?? {};
        return ok({ entries: numberOf(row, "entries"), hits: numberOf(row, "hits"), bytes: numberOf(row, "bytes") });
      });
    },
  };
}

function keep(table: RunTable, placement: Placement): Result<Run, Conflict | Full | Repeated> {
  const { guard } = placement;
  if (placement.kind === "birth") {
    const { run, key } = placement;
    const hindered = hindrance(table, run, guard, key);
    if (hindered !== null) return err(hindered);
    if (!insertBirth(table, run, key)) throw new Error(`Cannot keep run ${run.id}: there is one with this id.`);
    return ok(run);
  }
  const { after, expectedVersion } = placement.transition;
  if (versionOf(table, after.id) !== expectedVersion) return err({ kind: "conflict" });
  const full = fullBy(table, guard);
  if (full !== null) return err(full);
  if (!updateRun(table, placement.transition))
    throw new Error(`Cannot move run ${after.id}: it is not there any more.`);
  return ok(after);
}
