// Where can a run be? (design §3)

export const PHASES = [
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

export type Phase = (typeof PHASES)[number];

/** What a client sees; several phases share one. */
export type Status = "queued" | "running" | "succeeded" | "failed" | "canceled";

const STATUS: Readonly<Record<Phase, Status>> = {
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

export function statusOf(phase: Phase): Status {
  return STATUS[phase];
}

/** The phases that a client sees as `status`. */
export function phasesOf(status: Status): readonly Phase[] {
  return PHASES.filter((phase) => STATUS[phase] === status);
}

export function isTerminal(phase: Phase): phase is (typeof TERMINAL_PHASES)[number] {
  return TERMINAL_PHASES.some((terminal) => terminal === phase);
}
