// Where can a run be? (design §3)

/** Where a client can see a run. */
export const VISIBLE_PHASES = [
  "awaiting_upload",
  "receiving",
  "staging",
  "following",
  "queued",
  "running",
  "cleaning",
  "succeeded",
  "failed",
  "canceled",
] as const;

/** A run that is `deleting` is gone for whoever asks; what it left is being removed. */
export const PHASES = [...VISIBLE_PHASES, "deleting"] as const;

export type VisiblePhase = (typeof VISIBLE_PHASES)[number];
export type Phase = (typeof PHASES)[number];

/** What a client sees; several phases share one. */
export type Status = "queued" | "running" | "succeeded" | "failed" | "canceled";

const STATUS: Readonly<Record<VisiblePhase, Status>> = {
  awaiting_upload: "queued",
  receiving: "queued",
  staging: "queued",
  following: "queued",
  queued: "queued",
  running: "running",
  cleaning: "running",
  succeeded: "succeeded",
  failed: "failed",
  canceled: "canceled",
};

export const TERMINAL_PHASES = ["succeeded", "failed", "canceled"] as const satisfies readonly Phase[];

/** Phases that hold a place in the queue: an upload is promised one before its body is read. */
export const PLACE_HOLDING_PHASES = ["receiving", "staging", "queued"] as const satisfies readonly Phase[];

/** `phase` for whoever may see the run. That nobody sees a run which is being deleted is held elsewhere; here it is a bug. */
export function visiblePhase(phase: Phase): VisiblePhase {
  if (phase === "deleting") throw new Error("Cannot show a run that is being deleted.");
  return phase;
}

export function statusOf(phase: Phase): Status {
  return STATUS[visiblePhase(phase)];
}

/** The phases that a client sees as `status`. */
export function phasesOf(status: Status): readonly VisiblePhase[] {
  return VISIBLE_PHASES.filter((phase) => STATUS[phase] === status);
}

export function isTerminal(phase: Phase): phase is (typeof TERMINAL_PHASES)[number] {
  return TERMINAL_PHASES.some((terminal) => terminal === phase);
}

/** Whether nothing will be done for a run any more but to remove what it left. */
export function isOver(phase: Phase): boolean {
  return isTerminal(phase) || phase === "deleting";
}
