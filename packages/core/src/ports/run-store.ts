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

/** What a client calls its request: one name among those of its owner for runs of that kind. */
export interface KeyName {
  readonly owner: string;
  readonly kind: RunKind;
  readonly key: string;
}

/** What comes with the birth of a run, so that the same request finds that run again. */
export interface RequestKey {
  readonly key: string;
  /** Of what was asked for: another request under the same key has another one. */
  readonly fingerprint: string;
  readonly expiresAt: EpochMs;
}

/** A key on record, with the run that was born with it, which may be gone. It lives until it expires, not at that moment. */
export interface KeptKey extends RequestKey {
  readonly run: RunId;
}

/** The key that came with a birth is alive already; no run was born. */
export interface Repeated {
  readonly kind: "repeated";
  readonly kept: KeptKey;
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
  /**
   * Keeps a newborn run (version 1), and the key that comes with it, in one durable transaction. `repeated` when its owner
   * has such a key for this kind that lives at the run's birth, whatever the guard says; `full` when the guard does not
   * hold. Of two racing callers with one key exactly one keeps its run.
   */
  create(run: Run, guard: CountGuard, key?: RequestKey): Promise<Result<void, Full | Repeated | Fault>>;

  /** A key that lives at `now`. It stays when its run is forgotten. */
  findKey(name: KeyName, now: EpochMs): Promise<Result<KeptKey | null, Fault>>;

  /** Removes at most `limit` keys that live no more, found by index; how many those were. */
  expireKeys(now: EpochMs, limit: number): Promise<Result<number, Fault>>;

  /**
   * Commits a decided transition and appends it to the history, in one transaction. It outlives the process, and the power
   * too where the table of moves says that it is flushed; whatever is flushed keeps all that was committed before.
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

  /**
   * Forgets a run and its history. `conflict` when it no longer has `expectedVersion`; forgetting a forgotten run is ok.
   * `key` is forgotten in the same transaction where it is that of this run: then the request may be made anew.
   */
  forget(id: RunId, expectedVersion: number, key?: KeyName): Promise<Result<void, Conflict | Fault>>;
}
