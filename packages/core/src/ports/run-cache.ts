// What must a cache of runs promise? It is kept by whoever keeps the records: a look-up and what becomes of the run that
// asked are one transaction.
import type { Result } from "neverthrow";
import type { CacheEntry } from "../cache/cache-entry.ts";
import type { EpochMs, Run, RunIn } from "../run/run.ts";
import type { RunId } from "../run/run-id.ts";
import type { Transition } from "../run/transition.ts";
import type { Fault } from "./fault.ts";
import type { Conflict, CountGuard, Full, Repeated, RequestKey } from "./run-store.ts";

/** How a run goes on: it is born, or it moves; under a guard, or under none. */
export type Placement =
  | { readonly kind: "birth"; readonly run: Run; readonly guard?: CountGuard; readonly key?: RequestKey }
  | { readonly kind: "move"; readonly transition: Transition; readonly guard?: CountGuard };

export interface PlaceQuery {
  readonly key: string;
  /** The run that asks; it is no leader of its own. */
  readonly run: RunId;
  readonly now: EpochMs;
  /** When an entry that is hit expires next. */
  readonly extendTo: EpochMs;
}

/** What becomes of the run that asks. Each is called inside the transaction, at most once, and only one of them. */
export interface Ways {
  /** There is a live entry. */
  hit(entry: CacheEntry): Placement;
  /** There is none, but an equal run is in flight. `null` leaves the run as it is. */
  follow(): Placement | null;
  /** There is neither. */
  lead(): Placement;
}

export interface Placed {
  readonly way: keyof Ways;
  /** The run as it is now, `null` when it was left as it is. */
  readonly run: Run | null;
}

export interface CacheStats {
  readonly entries: number;
  /** Of the entries that there are. */
  readonly hits: number;
  readonly bytes: number;
}

/**
 * A run is in flight from when its key is on record until it has ended, but for the time in which it follows another.
 * Of equal runs that ask at once, one leads. An entry is live until it expires, not at that moment.
 */
export interface RunCache {
  /** The live entry. */
  find(key: string, now: EpochMs): Promise<Result<CacheEntry | null, Fault>>;

  /**
   * Chooses a way, keeps the run as that says and, for a hit, counts it and extends the entry: all in one durable
   * transaction, or nothing. `conflict` when a run that moves no longer has the expected version, `full` when a guard
   * does not hold, `repeated` when the key of a birth lives already, as `create` of the store says.
   */
  place(query: PlaceQuery, ways: Ways): Promise<Result<Placed, Conflict | Full | Repeated | Fault>>;

  /**
   * Keeps an entry, durably. One of the same outputs stays as it is, one of others is replaced: then the answer is the
   * outputs that it pointed to, else `null`.
   */
  write(entry: CacheEntry): Promise<Result<RunId | null, Fault>>;

  /** Removes the entry if it still points to `outputs`. */
  drop(key: string, outputs: RunId): Promise<Result<void, Fault>>;

  /** At most `limit` runs that follow, oldest first by id. */
  followers(key: string, limit: number): Promise<Result<readonly RunIn<"following">[], Fault>>;

  /** At most `limit` keys that runs follow while none is in flight, in no order. */
  leaderless(limit: number): Promise<Result<readonly string[], Fault>>;

  /** Whether a run that is not being deleted, or an entry, live or not, points to `outputs`. What no longer is in use never comes into use again. */
  outputsInUse(outputs: RunId): Promise<Result<boolean, Fault>>;

  /** Removes at most `limit` entries that are not live; the outputs that they pointed to. */
  expire(now: EpochMs, limit: number): Promise<Result<readonly RunId[], Fault>>;

  /** Removes all entries; the outputs that they pointed to. */
  clear(): Promise<Result<readonly RunId[], Fault>>;

  /** Of all entries, live or not. */
  stats(): Promise<Result<CacheStats, Fault>>;
}
