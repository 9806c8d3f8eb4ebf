// Where are runs, their queue and their cache kept when nothing has to outlive the process?
import type { RunCache } from "../ports/run-cache.ts";
import type { RunQueue } from "../ports/run-queue.ts";
import type { RunStore } from "../ports/run-store.ts";
import type { MemoryPower } from "./memory-power.ts";
import { losePower, type MemoryRows } from "./memory-rows.ts";
import { createMemoryRunCache } from "./memory-run-cache.ts";
import { createMemoryRunQueue } from "./memory-run-queue.ts";
import { createMemoryRunStore } from "./memory-run-store.ts";

export interface MemoryRecords {
  readonly runs: RunStore;
  readonly queue: RunQueue;
  readonly cache: RunCache;
}

/**
 * An empty store of runs, and the queue and the cache over it. When `power` goes off, moves are taken back that are not
 * flushed.
 */
export function createMemoryRecords(power?: MemoryPower): MemoryRecords {
  const rows: MemoryRows = {
    byId: new Map(),
    entries: new Map(),
    keys: new Map(),
    queueListeners: new Set(),
    unflushed: [],
  };
  power?.onOff(() => losePower(rows));
  return {
    runs: createMemoryRunStore(rows),
    queue: createMemoryRunQueue(rows),
    cache: createMemoryRunCache(rows),
  };
}
