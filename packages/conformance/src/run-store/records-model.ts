// What should a store and its queue say, in the plainest words?
import {
  dueAt,
  type HistoryEntry,
  type KeptKey,
  type KeyName,
  type Phase,
  type Run,
  type RunKind,
  type Transition,
} from "@mayfly/core";

/** The law that adapters are held against: lists that are filtered and sorted anew for each question. */
export class RecordsModel {
  readonly runs = new Map<string, Run>();
  /** The ids of the queued runs, first come, first served. */
  private line: readonly string[] = [];
  readonly histories = new Map<string, HistoryEntry[]>();
  /** By owner, kind and key, as JSON; those that live no more too. */
  readonly keys = new Map<string, KeptKey>();
  /** Grows with each command, so that no two moves share a moment unless they should. */
  now = 1_800_000_000_000;
  born = 0;

  keep(run: Run, move: Transition["move"] | null): void {
    const entry = { version: run.version, move, phase: run.state.phase, at: run.updatedAt };
    this.runs.set(run.id, run);
    this.line = this.line.filter((id) => id !== run.id);
    if (run.state.phase === "queued") this.line = [...this.line, run.id];
    this.histories.set(run.id, [...(this.histories.get(run.id) ?? []), entry]);
  }

  forget(id: string): void {
    this.runs.delete(id);
    this.histories.delete(id);
  }

  liveKey({ owner, kind, key }: KeyName): KeptKey | null {
    const kept = this.keys.get(JSON.stringify([owner, kind, key]));
    return kept !== undefined && kept.expiresAt > this.now ? kept : null;
  }

  /** Oldest first. */
  all(): Run[] {
    return [...this.runs.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
  }

  inPhases(phases: readonly Phase[]): Run[] {
    return this.all().filter((run) => phases.includes(run.state.phase));
  }

  newestFirst(owner: string, kind: RunKind, phases: readonly Phase[] | null): Run[] {
    const found = this.all().filter((run) => run.owner === owner && run.kind === kind);
    return found.filter((run) => phases === null || phases.includes(run.state.phase)).reverse();
  }

  due(now: number): Run[] {
    const moments = this.all().map((run) => ({ run, moment: dueAt(run) ?? Number.POSITIVE_INFINITY }));
    const found = moments.filter(({ moment }) => moment <= now);
    return found.sort((one, other) => one.moment - other.moment).map(({ run }) => run);
  }

  queue(): Run[] {
    return this.line.flatMap((id) => this.runs.get(id) ?? []);
  }
}
