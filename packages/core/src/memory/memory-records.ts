// Where are runs and their queue kept when nothing has to outlive the process?
import type { RunQueue } from "../ports/run-queue.ts";
import type { RunStore } from "../ports/run-store.ts";
import type { MemoryRows } from "./memory-rows.ts";
import { createMemoryRunQueue } from "./memory-run-queue.ts";
import { createMemoryRunStore } from "./memory-run-store.ts";

export interface MemoryRecords {
  readonly runs: RunStore;
  readonly queue: RunQueue;
}

/** An empty store of runs and the queue over it. */
export function createMemoryRecords(): MemoryRecords {
  const rows: MemoryRows = { byId: new Map(), queueListeners: new Set() };
  return { runs: createMemoryRunStore(rows), queue: createMemoryRunQueue(rows) };
}
