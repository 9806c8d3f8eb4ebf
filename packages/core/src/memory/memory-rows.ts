// How is one run kept in memory?
import type { CacheEntry } from "../cache/cache-entry.ts";
import { dueAt } from "../cleanup/due-at.ts";
import type { CountGuard, Full, HistoryEntry, KeptKey, KeyName, Repeated, RequestKey } from "../ports/run-store.ts";
import { isOver, type Phase } from "../run/phase.ts";
import type { EpochMs, Run, RunKind } from "../run/run.ts";
import type { RunId } from "../run/run-id.ts";
import { MOVES, type Move } from "../run/transition.ts";

/** What is asked for without reading a run, its document, and its history. Never changed, only replaced. */
export interface Row {
  readonly id: RunId;
  readonly owner: string;
  readonly kind: RunKind;
  readonly phase: Phase;
  readonly version: number;
  /** Grows in the order of the queue; `null` outside. */
  readonly place: number | null;
  readonly dueAt: EpochMs | null;
  readonly outputs: RunId;
  /** Until the run has ended. */
  readonly cacheKey: string | null;
  /** The run as JSON text, so that no reader holds what another could change, and nothing is kept that no disk could. */
  readonly document: string;
  readonly history: readonly HistoryEntry[];
}

/** Shared by the store, the queue and the cache of one set of records. */
export interface MemoryRows {
  readonly byId: Map<RunId, Row>;
  readonly entries: Map<string, CacheEntry>;
  /** By `wordFor`. */
  readonly keys: Map<string, KeptKey>;
  readonly queueListeners: Set<() => void>;
  /** What the power takes back, the latest last: rows as they were before moves that nothing has flushed yet. */
  readonly unflushed: Row[];
}

/** Puts `run` as it is after `move` in the place of what was known of it, and wakes who waits for the queue. */
export function putRow(rows: MemoryRows, run: Run, move: Move | null): void {
  const { id, owner, kind, version, state } = run;
  const before = rows.byId.get(id);
  if (before !== undefined && move !== null && !MOVES[move].flushed) rows.unflushed.push(before);
  else rows.unflushed.length = 0;
  const entry: HistoryEntry = { version, move, phase: state.phase, at: run.updatedAt };
  rows.byId.set(id, {
    id,
    owner,
    kind,
    version,
    phase: state.phase,
    place: state.phase === "queued" ? lastPlace(rows) + 1 : null,
    dueAt: dueAt(run),
    outputs: run.outputs,
    cacheKey: isOver(state.phase) ? null : run.cache.key,
    document: JSON.stringify(run),
    history: [...(before?.history ?? []), entry],
  });
  if (state.phase === "queued") {
    for (const listener of rows.queueListeners) queueMicrotask(listener);
  }
}

/** The greatest place that is taken. */
function lastPlace({ byId }: MemoryRows): number {
  let last = 0;
  for (const { place } of byId.values()) last = Math.max(last, place ?? 0);
  return last;
}

/** What is left of `rows` when the power goes off. */
export function losePower(rows: MemoryRows): void {
  for (const before of rows.unflushed.toReversed()) rows.byId.set(before.id, before);
  rows.unflushed.length = 0;
}

/** One word for a name. */
export function wordFor({ owner, kind, key }: KeyName): string {
  return JSON.stringify([owner, kind, key]);
}

/** The key by that name, if it lives at `now`. */
export function liveKey(rows: MemoryRows, name: KeyName, now: EpochMs): KeptKey | null {
  const kept = rows.keys.get(wordFor(name));
  return kept !== undefined && kept.expiresAt > now ? kept : null;
}

/** What stands in the way of a birth; `null` when nothing does. */
export function hindrance(
  rows: MemoryRows,
  run: Run,
  guard: CountGuard | undefined,
  key: RequestKey | undefined,
): Full | Repeated | null {
  const kept = key === undefined ? null : liveKey(rows, { ...run, key: key.key }, run.createdAt);
  return kept === null ? fullBy(rows, guard) : { kind: "repeated", kept };
}

/** Puts a newborn run on record with its key. */
export function putBirth(rows: MemoryRows, run: Run, key: RequestKey | undefined): void {
  putRow(rows, run, null);
  if (key !== undefined) rows.keys.set(wordFor({ ...run, key: key.key }), { ...key, run: run.id });
}

/** A copy of the run that `row` keeps. */
export function runOf(row: Row): Run {
  return JSON.parse(row.document) as Run;
}

/** The guard that does not hold, `null` while it does. */
export function fullBy(rows: MemoryRows, guard: CountGuard | undefined): Full | null {
  if (guard === undefined || countRows(rows, guard.phases) < guard.below) return null;
  return { kind: "full", limit: guard.below };
}

/** How many runs are in any of `phases`. */
export function countRows(rows: MemoryRows, phases: readonly Phase[]): number {
  return [...rows.byId.values()].filter((row) => phases.includes(row.phase)).length;
}
