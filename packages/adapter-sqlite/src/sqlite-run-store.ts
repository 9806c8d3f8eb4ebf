// How does SQLite keep the records of runs?
import { err, ok, type Result } from "neverthrow";
import { isRunId, MOVES, type Conflict, type Full, type PageQuery, type Repeated, type RunStore } from "@mayfly/core";
import { hindrance, insertBirth, liveKey } from "./request-key-row.ts";
import { historyEntryOf, runOf } from "./run-row.ts";
import { countIn, fullBy, updateRun, versionOf, wakeFor, type RunTable } from "./run-table.ts";
import { orFault } from "./sqlite-fault.ts";
import { inTransaction, inUnflushedTransaction } from "./transaction.ts";

/** Sorts after every id, for the first page. */
const AFTER_ALL_IDS = "~";

const CONFLICT: Conflict = { kind: "conflict" };

/** The store side of `table`. */
export function createSqliteRunStore(table: RunTable): RunStore {
  const { db, statement } = table;

  return {
    async create(run, guard, key) {
      const created = orFault(db, `keep run ${run.id}`, () =>
        inTransaction(db, (): Result<boolean, Full | Repeated> => {
          const hindered = hindrance(table, run, guard, key);
          return hindered === null ? ok(insertBirth(table, run, key)) : err(hindered);
        }),
      );
      if (created.isErr()) return err(created.error);
      if (!created.value) {
        return err({ kind: "unavailable", message: `Cannot keep run ${run.id}: there is one with this id.` });
      }
      wakeFor(table, run);
      return ok();
    },

    async findKey(name, now) {
      return orFault(db, "look a request key up", () => ok(liveKey(table, name, now)));
    },

    async expireKeys(now, limit) {
      return orFault(db, "expire request keys", () => ok(Number(statement.expireKeys.run({ now, limit }).changes)));
    },

    async commit(transition, guard) {
      const { after, expectedVersion, move } = transition;
      const transact = MOVES[move].flushed ? inTransaction : inUnflushedTransaction;
      const committed = orFault(db, `${move} run ${after.id}`, () =>
        transact(db, (): Result<void, Conflict | Full> => {
          if (versionOf(table, after.id) !== expectedVersion) return err(CONFLICT);
          // Counted before the update, so that a move inside the guarded phases does not count twice.
          const full = fullBy(table, guard);
          if (full !== null) return err(full);
          return updateRun(table, transition) ? ok() : err(CONFLICT);
        }),
      );
      if (committed.isOk()) wakeFor(table, after);
      return committed;
    },

    async find(id) {
      return orFault(db, `find run ${id}`, () => {
        const row = statement.find.get({ id });
        return ok(row === undefined ? null : runOf(row));
      });
    },

    async page(query) {
      return orFault(db, "list runs", () => ok(pageOf(table, query)));
    },

    async inPhases(phases, limit) {
      return orFault(db, "list runs by phase", () =>
        ok(statement.inPhases.all({ phases: JSON.stringify(phases), limit }).map(runOf)),
      );
    },

    async count(phases) {
      return orFault(db, "count runs", () => ok(countIn(table, phases)));
    },

    async due(now, limit) {
      return orFault(db, "list runs that are due", () => ok(statement.due.all({ now, limit }).map(runOf)));
    },

    async history(id) {
      return orFault(db, `read the history of run ${id}`, () => ok(statement.history.all({ id }).map(historyEntryOf)));
    },

    async forget(id, expectedVersion, name) {
      return orFault(db, `forget run ${id}`, () =>
        inTransaction(db, (): Result<void, Conflict> => {
          const version = versionOf(table, id);
          if (version === null) return ok();
          if (version !== expectedVersion) return err(CONFLICT);
          statement.deleteRun.run({ id, expected_version: expectedVersion });
          if (name !== undefined) {
            const { owner, kind, key } = name;
            statement.dropKey.run({ owner, kind, key, run: id });
          }
          return ok();
        }),
      );
    },
  };
}

function pageOf(
  { statement }: RunTable,
  query: PageQuery,
): { runs: ReturnType<typeof runOf>[]; nextCursor: string | null } {
  const { owner, kind, phases, limit, cursor } = query;
  const rows = statement.page.all({
    owner,
    kind,
    phases: phases === null ? null : JSON.stringify(phases),
    // The cursor is the last id shown: what is born later sorts before it and can shift nothing.
    before: cursor !== null && isRunId(cursor) ? cursor : AFTER_ALL_IDS,
    // One more than asked for tells whether there is a next page.
    limit: limit + 1,
  });
  const runs = rows.slice(0, limit).map(runOf);
  return { runs, nextCursor: rows.length > limit ? (runs.at(-1)?.id ?? null) : null };
}
