// How is a run written as a row, and read from one?
import { dueAt, isOver, type HistoryEntry, type Move, type Phase, type Run } from "@mayfly/core";
import { DamagedRecord } from "./sqlite-fault.ts";

/** What a row gives for each column. */
export type Columns = Readonly<Record<string, unknown>>;

/** The columns that change with every commit. */
export function changingColumns(run: Run): {
  readonly phase: Phase;
  readonly version: number;
  readonly queued_at: number | null;
  readonly due_at: number | null;
  readonly outputs: string;
  readonly cache_key: string | null;
  readonly document: string;
} {
  return {
    phase: run.state.phase,
    version: run.version,
    queued_at: run.state.phase === "queued" ? run.state.queuedAt : null,
    due_at: dueAt(run),
    outputs: run.outputs,
    cache_key: isOver(run.state.phase) ? null : run.cache.key,
    document: JSON.stringify(run),
  };
}

/** The run in a row that has a `document`. */
export function runOf(columns: Columns): Run {
  return documentOf(columns) as Run;
}

/** What was kept as the `document` of a row. */
export function documentOf({ document }: Columns): unknown {
  if (typeof document !== "string") throw new DamagedRecord("a row has no document");
  try {
    return JSON.parse(document);
  } catch (cause) {
    throw new DamagedRecord("the document of a row is no JSON", { cause });
  }
}

/** The entry in a row of the history. */
export function historyEntryOf(columns: Columns): HistoryEntry {
  return {
    version: numberOf(columns, "version"),
    move: columns["move"] as Move | null,
    phase: columns["phase"] as Phase,
    at: numberOf(columns, "at"),
  };
}

/** The number in `column`; every query names its columns, so anything else is damage. */
export function numberOf(columns: Columns, column: string): number {
  const value = columns[column];
  if (typeof value !== "number") throw new DamagedRecord(`column ${column} holds no number`);
  return value;
}
