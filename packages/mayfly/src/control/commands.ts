// What can be asked of a server by its operator, and what does it answer? Plain data, one line of JSON each.
import type { ClearedCache, Install, Refusal, RemovedSkill } from "@mayfly/core";
import type { AnySweepAction, SweepAllReport } from "../sweep-all.ts";

/** Each command with its answer. */
export interface Commands {
  readonly hello: { readonly version: string };
  /** The body is the package; the record is that of the install's end. */
  readonly install: Install;
  readonly remove: RemovedSkill;
  readonly clear_cache: ClearedCache;
  /** Each action is told on the way. */
  readonly sweep: SweepAllReport;
}

export type CommandName = keyof Commands;

/** One line of an answer; the last one is no `action`. */
export type Told = { readonly action: AnySweepAction } | { readonly answer: unknown } | { readonly refused: Refusal };
