// Where are runs, their queue and their cache kept when nothing has to outlive the process?
import type { RunCache } from "../ports/run-cache.ts";
import type { RunQueue } from "../ports/run-queue.ts";
import type { RunStore } from "../ports/run-store.ts";
import type { MemoryRows } from "./memory-rows.ts";
import { createMemoryRunCache } from "./memory-run-cache.ts";
import { createMemoryRunQueue } from "./memory-run-queue.ts";
import { createMemoryRunStore } from "./memory-run-store.ts";

export interface MemoryRecords {
  readonly runs: RunStore;
  readonly queue: RunQueue;
  readonly cache: RunCache;
}

/** An empty store of runs, and the queue and the cache over it. */
export function createMemoryRecords(): MemoryRecords {
  const rows: MemoryRows = { byId: new Map(), entries: new Map(), keys: new Map(), queueListeners: new Set() };
  return {
    runs: createMemoryRunStore(rows),
    queue: createMemoryRunQueue(rows),
    cache: createMemoryRunCache(rows),
  };
}
