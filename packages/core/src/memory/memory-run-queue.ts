// How does a queue of runs keep its promise without a disk?
import { ok } from "neverthrow";
import type { RunQueue } from "../ports/run-queue.ts";
import type { RunIn } from "../run/run.ts";
import { putRow, runOf, type MemoryRows, type Row } from "./memory-rows.ts";

type QueuedRow = Row & { readonly place: number };

/** The queue side of `rows`. Every method does its work before it first yields, so each is one transaction. */
export function createMemoryRunQueue(rows: MemoryRows): RunQueue {
  const queued = (): QueuedRow[] =>
    [...rows.byId.values()]
      .filter((row): row is QueuedRow => row.place !== null)
      .sort((one, other) => one.place - other.place);

  return {
    async take(take) {
      const oldest = queued().at(0);
      if (oldest === undefined) return ok(null);
      const { after, expectedVersion, move } = take(runOf(oldest) as RunIn<"queued">);
      if (move !== "take" || after.id !== oldest.id || expectedVersion !== oldest.version) {
        throw new Error(
          `Cannot take run ${oldest.id}: the transition is another move, or about another run or version.`,
        );
      }
      putRow(rows, after, move);
      return ok(after);
    },

    async position(id) {
      const place = queued().findIndex((row) => row.id === id);
      return ok(place === -1 ? null : place);
    },

    onQueued(wake) {
      const listener = (): void => wake();
      rows.queueListeners.add(listener);
      return () => void rows.queueListeners.delete(listener);
    },
  };
}
