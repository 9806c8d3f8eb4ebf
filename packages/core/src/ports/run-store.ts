// What must a place for the records of runs promise?
import type { Result } from "neverthrow";
import type { Phase } from "../run/phase.ts";
import type { EpochMs, Run, RunKind } from "../run/run.ts";
import type { RunId } from "../run/run-id.ts";
import type { Move, Transition } from "../run/transition.ts";
import type { Fault } from "./fault.ts";

/** Somebody else changed the run first; read it again and decide anew. */
export interface Conflict {
  readonly kind: "conflict";
}

/** The guard that came with the commit did not hold. */
export interface Full {
  readonly kind: "full";
  readonly limit: number;
}

/** Holds only while fewer than `below` runs are in `phases`, counted in the same transaction. */
export interface CountGuard {
  readonly phases: readonly Phase[];
  readonly below: number;
}

/** One line of a run's history, written with the commit that made it. */
export interface HistoryEntry {
  readonly version: number;
  /** `null` for the birth of the run. */
  readonly move: Move | null;
  readonly phase: Phase;
  readonly at: EpochMs;
}

export interface PageQuery {
  readonly owner: string;
  readonly kind: RunKind;
  /** `null` means all. */
  readonly phases: readonly Phase[] | null;
  /** 1 to 200. */
  readonly limit: number;
  /** The cursor that the previous page gave, `null` for the first. */
  readonly cursor: string | null;
}

export interface Page {
  /** Newest first, by id. */
  readonly runs: readonly Run[];
  /** `null` on the last page. */
  readonly nextCursor: string | null;
}

export interface RunStore {
  /** Keeps a newborn run (version 1), durably. `full` when the guard does not hold. */
  create(run: Run, guard: CountGuard): Promise<Result<void, Full | Fault>>;

  /**
   * Commits a decided transition and appends it to the history, in one durable transaction.
   * `conflict` when the run is gone or no longer has the expected version: of two racing callers exactly one wins.
   */
  commit(transition: Transition, guard?: CountGuard): Promise<Result<void, Conflict | Full | Fault>>;

  find(id: RunId): Promise<Result<Run | null, Fault>>;

  /** A page of one owner's runs of one kind. An unreadable cursor gives the first page. */
  page(query: PageQuery): Promise<Result<Page, Fault>>;

  /** Oldest first, at most `limit`: runs in any of `phases`. For recovery and counting. */
  inPhases(phases: readonly Phase[], limit: number): Promise<Result<readonly Run[], Fault>>;

  /** How many runs are in any of `phases`. */
  count(phases: readonly Phase[]): Promise<Result<number, Fault>>;

  /** At most `limit` runs for which `dueAt(run)` of cleanup/ is not after `now`, the longest due first. Found by index. */
  due(now: EpochMs, limit: number): Promise<Result<readonly Run[], Fault>>;

  /** Oldest first; empty when the run is gone. */
  history(id: RunId): Promise<Result<readonly HistoryEntry[], Fault>>;

  /** Forgets a run and its history. `conflict` when it no longer has `expectedVersion`; forgetting a forgotten run is ok. */
  forget(id: RunId, expectedVersion: number): Promise<Result<void, Conflict | Fault>>;
}
