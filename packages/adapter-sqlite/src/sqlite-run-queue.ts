// How does SQLite hand out queued runs?
import { ok } from "neverthrow";
import type { Run, RunIn, RunQueue } from "@mayfly/core";
import { numberOf, runOf } from "./run-row.ts";
import { updateRun, type RunTable } from "./run-table.ts";
import { orFault } from "./sqlite-fault.ts";
import { inUnflushedTransaction } from "./transaction.ts";

/** The queue side of `table`. */
export function createSqliteRunQueue(table: RunTable): RunQueue {
  const { db, statement } = table;

  return {
    async take(take) {
      return orFault(db, "take a queued run", () => {
        // Workers ask often and mostly in vain; only a run to take is worth the writing lock.
        if (statement.oldestQueued.get() === undefined) return ok(null);
        return ok(inUnflushedTransaction(db, () => takeOldest(table, take)));
      });
    },

    async position(id) {
      return orFault(db, `find run ${id} in the queue`, () => {
        const row = statement.position.get({ id });
        return ok(row === undefined ? null : numberOf(row, "position"));
      });
    },

    onQueued(wake) {
      const listener = (): void => wake();
      table.queueListeners.add(listener);
      return () => void table.queueListeners.delete(listener);
    },
  };
}

function takeOldest(table: RunTable, take: Parameters<RunQueue["take"]>[0]): Run | null {
  const row = table.statement.oldestQueued.get();
  if (row === undefined) return null;
  const oldest = runOf(row);
  const transition = take(oldest as RunIn<"queued">);
  // Another move may have to be flushed, and this one is not.
  const isTaken = transition.move === "take" && transition.after.id === oldest.id && updateRun(table, transition);
  if (!isTaken) {
    throw new Error(`Cannot take run ${oldest.id}: the transition is another move, or about another run or version.`);
  }
  return transition.after;
}
