// Where may a run go from here? The one table of moves, and the only maker of transitions. (design §3)
import { err, ok, type Result } from "neverthrow";
import type { Phase } from "./phase.ts";
import type { EpochMs, Run, RunState } from "./run.ts";

interface MoveRule {
  readonly from: readonly Phase[];
  readonly to: readonly Phase[];
  /** What makes it, for the reference page. */
  readonly when: string;
  /**
   * Whether it is on disk when its commit is answered. Where not, the power may take it back and nothing is lost: no client
   * was promised anything by it, and no program acts before the next move that is flushed, which keeps this one too.
   */
  readonly flushed: boolean;
}

/** Every move: the phases it leaves from and the phases it may arrive in. */
export const MOVES = {
  claim_upload: {
    from: ["awaiting_upload"],
    to: ["receiving"],
    when: "an upload begins and gets a place in the queue, before its body is read",
    flushed: true,
  },
  give_back: {
    from: ["receiving", "staging"],
    to: ["awaiting_upload"],
    when: "an upload breaks off, stalls, lacks a part, finds no room, or its server dies",
    flushed: true,
  },
  stage: { from: ["receiving"], to: ["staging"], when: "every byte is there", flushed: false },
  follow: { from: ["staging"], to: ["following"], when: "an equal job is on its way already", flushed: true },
  lead: {
    from: ["following"],
    to: ["awaiting_upload"],
    when: "the job that it followed left nothing, and it takes over",
    flushed: true,
  },
  enqueue: {
    from: ["staging", "following"],
    to: ["queued"],
    when: "the package is accepted and extracted, and the client is told so",
    flushed: true,
  },
  take: { from: ["queued"], to: ["running"], when: "a worker is free", flushed: false },
  record_process: {
    from: ["running"],
    to: ["running"],
    when: "its process exists and waits at the gate for its first instruction",
    flushed: true,
  },
  decide: {
    from: ["awaiting_upload", "receiving", "staging", "following", "queued", "running"],
    to: ["cleaning"],
    when: "the outcome is known: success, failure, refusal, expiry, cancel, deadline, interruption, a cache hit",
    flushed: true,
  },
  end: {
    from: ["cleaning"],
    to: ["succeeded", "failed", "canceled"],
    when: "the result stands and the temporary files are gone, or are told to stay",
    flushed: true,
  },
  settle_temporary_files: {
    from: ["succeeded", "failed", "canceled"],
    to: ["succeeded", "failed", "canceled"],
    when: "the sweep removes what was retained or could not be removed",
    flushed: true,
  },
  delete: {
    from: ["succeeded", "failed", "canceled"],
    to: ["deleting"],
    when: "the client deletes it, or its retention is over",
    flushed: true,
  },
} as const satisfies Record<string, MoveRule>;

export type Move = keyof typeof MOVES;

/** The part of a run that a move may change besides its state. */
export type Changes = Partial<Pick<Run, "upload" | "skill" | "temporaryFiles" | "warnings" | "outputs" | "cache">>;

/** A legal change of one run, decided and not yet committed. Only `transition` makes one. */
export interface Transition {
  readonly move: Move;
  /** The version that the run must still have when this is committed. */
  readonly expectedVersion: number;
  readonly from: Phase;
  readonly after: Run;
  readonly [LEGAL]: true;
}

export interface IllegalMove {
  readonly code: "RUN_ILLEGAL_MOVE";
  readonly message: string;
}

declare const LEGAL: unique symbol;

/**
 * The transition that `move` makes of `run`, arriving in `state` at `now`.
 * Fails with `RUN_ILLEGAL_MOVE` where the table has no such move, and where a decided outcome would change.
 */
export function transition(
  run: Run,
  move: Move,
  state: RunState,
  now: EpochMs,
  changes: Changes = {},
): Result<Transition, IllegalMove> {
  if (!isLegal(run, move, state)) {
    return err({
      code: "RUN_ILLEGAL_MOVE",
      message: `Cannot ${move} from ${run.state.phase} to ${state.phase}.`,
    });
  }
  const after: Run = { ...run, ...changes, state, version: run.version + 1, updatedAt: Math.max(now, run.updatedAt) };
  // The brand exists in types alone: whoever holds a Transition got it here.
  return ok({ move, expectedVersion: run.version, from: run.state.phase, after } as Transition);
}

function isLegal(run: Run, move: Move, state: RunState): boolean {
  const from: readonly Phase[] = MOVES[move].from;
  const to: readonly Phase[] = MOVES[move].to;
  if (!from.includes(run.state.phase) || !to.includes(state.phase)) return false;
  // A decided outcome stands: the end names the same phase, and later moves stay in it.
  if (run.state.phase === "cleaning") return state.phase === run.state.outcome.status;
  if (move === "settle_temporary_files") return state.phase === run.state.phase;
  return true;
}
