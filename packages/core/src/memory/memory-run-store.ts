// How does a place for the records of runs keep its promise without a disk?
import { err, ok, type Result } from "neverthrow";
import type { Fault } from "../ports/fault.ts";
import type { Conflict, Full, Page, PageQuery, RunStore } from "../ports/run-store.ts";
import { isRunId } from "../run/run-id.ts";
import {
  countRows,
  fullBy,
  hindrance,
  liveKey,
  putBirth,
  putRow,
  runOf,
  wordFor,
  type MemoryRows,
  type Row,
} from "./memory-rows.ts";

/** The store side of `rows`. Every method does its work before it first yields, so each is one transaction. */
export function createMemoryRunStore(rows: MemoryRows): RunStore {
  const all = (): Row[] => [...rows.byId.values()];

  return {
    async create(run, guard, key) {
      if (rows.byId.has(run.id)) return err(taken(run.id));
      const hindered = hindrance(rows, run, guard, key);
      if (hindered !== null) return err(hindered);
      putBirth(rows, run, key);
      return ok();
    },

    async findKey(name, now) {
      return ok(liveKey(rows, name, now));
    },

    async expireKeys(now, limit) {
      const gone = [...rows.keys].filter(([, { expiresAt }]) => expiresAt <= now).slice(0, limit);
      for (const [word] of gone) rows.keys.delete(word);
      return ok(gone.length);
    },

    async commit(transition, guard): Promise<Result<void, Conflict | Full>> {
      if (rows.byId.get(transition.after.id)?.version !== transition.expectedVersion) return err({ kind: "conflict" });
      const full = fullBy(rows, guard);
      if (full !== null) return err(full);
      putRow(rows, transition.after, transition.move);
      return ok();
    },

    async find(id) {
      const row = rows.byId.get(id);
      return ok(row === undefined ? null : runOf(row));
    },

    async page(query) {
      return ok(pageOf(all(), query));
    },

    async inPhases(phases, limit) {
      const found = all().filter((row) => phases.includes(row.phase));
      return ok(found.sort(byId).slice(0, limit).map(runOf));
    },

    async count(phases) {
      return ok(countRows(rows, phases));
    },

    async due(now, limit) {
      const found = all().filter((row): row is Row & { dueAt: number } => row.dueAt !== null && row.dueAt <= now);
      found.sort((one, other) => one.dueAt - other.dueAt || byId(one, other));
      return ok(found.slice(0, limit).map(runOf));
    },

    async history(id) {
      return ok([...(rows.byId.get(id)?.history ?? [])]);
    },

    async forget(id, expectedVersion, key): Promise<Result<void, Conflict>> {
      const row = rows.byId.get(id);
      if (row !== undefined && row.version !== expectedVersion) return err({ kind: "conflict" });
      rows.byId.delete(id);
      if (key !== undefined && rows.keys.get(wordFor(key))?.run === id) rows.keys.delete(wordFor(key));
      return ok();
    },
  };
}

function pageOf(rows: readonly Row[], query: PageQuery): Page {
  // The cursor is the last id shown: what is born later sorts before it and can shift nothing.
  const before = query.cursor !== null && isRunId(query.cursor) ? query.cursor : null;
  const found = rows
    .filter((row) => row.owner === query.owner && row.kind === query.kind)
    .filter((row) => query.phases === null || query.phases.includes(row.phase))
    .filter((row) => before === null || row.id < before)
    .sort(byId)
    .reverse();
  const shown = found.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    runs: shown.map(runOf),
    nextCursor: found.length > shown.length && last !== undefined ? last.id : null,
  };
}

function byId(one: Row, other: Row): number {
  return one.id < other.id ? -1 : 1;
}

function taken(id: string): Fault {
  return { kind: "unavailable", message: `Cannot keep run ${id}: there is one with this id.` };
}
