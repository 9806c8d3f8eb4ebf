// What does an adapter author give to the suites of store, queue and cache?
import type { RunCache, RunQueue, RunStore } from "@mayfly/core";
import type { Traits } from "./traits.ts";

export interface RecordsUnderTest extends Traits {
  readonly runs: RunStore;
  readonly queue: RunQueue;
  readonly cache: RunCache;
  /** Frees whatever the adapter holds. */
  close(): Promise<void>;
  /**
   * Declares that the records outlive the process: what was kept, opened once more after `close`, as a new process
   * would. Leave it out where nothing is meant to last.
   */
  reopen?(): Promise<RecordsUnderTest>;
  /**
   * Declares that several may have the records open at a time: the same records over a connection of their own.
   * Leave it out where there is only one.
   */
  alongside?(): Promise<RecordsUnderTest>;
}

/** Opens records with nothing in them, each time in a new place. */
export type OpenRecords = () => Promise<RecordsUnderTest>;

/** A test body that gets fresh records, which are closed whatever it does. */
export function withRecords(
  open: OpenRecords,
  body: (records: RecordsUnderTest) => Promise<void>,
): () => Promise<void> {
  return async () => {
    const records = await open();
    try {
      await body(records);
    } finally {
      await records.close();
    }
  };
}

/**
 * Calls `body` with `count` ways to the same records: in turn over a second connection where the adapter has that,
 * else all the same. Closes the second connection.
 */
export async function withRivals(
  records: RecordsUnderTest,
  count: number,
  body: (rivals: readonly Pick<RecordsUnderTest, "runs" | "queue" | "cache">[]) => Promise<void>,
): Promise<void> {
  const other = await records.alongside?.();
  try {
    await body(Array.from({ length: count }, (_, n) => (n % 2 === 1 && other !== undefined ? other : records)));
  } finally {
    await other?.close();
  }
}
