// How is a run written, in whatever transaction is open?
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { CountGuard, Full, Move, Phase, Run, Transition } from "@mayfly/core";
import { QUERIES, type Query } from "./queries.ts";
import { changingColumns, numberOf } from "./run-row.ts";

/** One open database: its prepared statements, and who waits for its queue. */
export interface RunTable {
  readonly db: DatabaseSync;
  readonly statement: Readonly<Record<Query, StatementSync>>;
  readonly queueListeners: Set<() => void>;
}

/** Prepares every statement once. The database must have the newest format. */
export function openRunTable(db: DatabaseSync): RunTable {
  const prepared = Object.entries(QUERIES).map(([name, sql]) => [name, db.prepare(sql)] as const);
  return { db, statement: Object.fromEntries(prepared) as Record<Query, StatementSync>, queueListeners: new Set() };
}

/** Writes a newborn run; `false` when its id is taken. */
export function insertRun({ statement }: RunTable, run: Run): boolean {
  const { id, owner, kind, createdAt } = run;
  const inserted = statement.insertRun.run({ id, owner, kind, created_at: createdAt, ...changingColumns(run) });
  if (Number(inserted.changes) === 0) return false;
  appendHistory(statement, run, null);
  return true;
}

/** Writes a run after its move; `false` when it no longer has the expected version. */
export function updateRun({ statement }: RunTable, transition: Transition): boolean {
  const { after, expectedVersion, move } = transition;
  const updated = statement.updateRun.run({
    id: after.id,
    expected_version: expectedVersion,
    ...changingColumns(after),
  });
  if (Number(updated.changes) === 0) return false;
  appendHistory(statement, after, move);
  return true;
}

/** The version of a run, `null` when there is none. */
export function versionOf({ statement }: RunTable, id: string): number | null {
  const row = statement.version.get({ id });
  return row === undefined ? null : numberOf(row, "version");
}

/** How many runs are in any of `phases`. */
export function countIn({ statement }: RunTable, phases: readonly Phase[]): number {
  return numberOf(statement.count.get({ phases: JSON.stringify(phases) }) ?? {}, "runs");
}

/** `null` while the guard holds. */
export function fullBy(table: RunTable, guard: CountGuard | undefined): Full | null {
  if (guard === undefined || countIn(table, guard.phases) < guard.below) return null;
  return { kind: "full", limit: guard.below };
}

/** Wakes who waits for the queue, if `run` is in it now. Called after the transaction, never inside. */
export function wakeFor(table: RunTable, run: Run): void {
  if (run.state.phase !== "queued") return;
  for (const listener of table.queueListeners) queueMicrotask(listener);
}

function appendHistory(statement: RunTable["statement"], run: Run, move: Move | null): void {
  const { id, owner, version, state, updatedAt } = run;
  statement.insertHistory.run({ id, owner, version, move, phase: state.phase, at: updatedAt });
}
