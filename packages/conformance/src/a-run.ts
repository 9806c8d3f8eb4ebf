// Where does a suite get runs from, in any phase, each made by moves that the table allows?
import {
  DEFAULT_RUN_OPTIONS,
  transition,
  type AttemptId,
  type Changes,
  type CountGuard,
  type EpochMs,
  type Move,
  type Outcome,
  type Phase,
  type Run,
  type RunId,
  type RunState,
  type RunStore,
  type Transition,
} from "@mayfly/core";
import { A_PROCESS, A_RECEIPT, A_SHA256, A_SKILL, outcomeOf } from "./parts-of-a-run.ts";

/** What a suite may choose about a run. */
export type Wish = Partial<Pick<Run, "id" | "owner" | "kind" | "createdAt" | "request" | "outputs" | "cache">>;

/** No guard can be in the way with this one. */
export const NO_GUARD: CountGuard = { phases: ["queued"], below: Number.MAX_SAFE_INTEGER };

/** When the runs of a suite are born, if nothing else is said. */
export const BIRTH: EpochMs = 1_800_000_000_000;

const HOUR = 3_600_000;
const DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";

/** The `n`th id: a greater `n` (from 0) gives an id that sorts later. */
export function idAt(n: number): RunId {
  const digits = [...n.toString(32)].map((digit) => DIGITS.charAt(Number.parseInt(digit, 32)));
  return digits.join("").padStart(26, "0") as RunId;
}

/** A newborn run that awaits its upload. */
export function aRun(wish: Wish = {}): Run {
  const createdAt = wish.createdAt ?? BIRTH;
  return {
    id: idAt(1),
    kind: "temporary",
    owner: "",
    version: 1,
    createdAt,
    updatedAt: createdAt,
    request: { skillId: null, engine: null, parameter: { divisor: 7 }, model: null, options: DEFAULT_RUN_OPTIONS },
    upload: null,
    skill: null,
    state: { phase: "awaiting_upload", dueAt: createdAt + HOUR },
    temporaryFiles: { state: "none", receipt: null },
    outputs: wish.id ?? idAt(1),
    cache: { key: null, hit: null },
    warnings: [],
    ...wish,
  };
}

/** The transition that `move` makes of `run` at `now`; `status` is how a decided run ends. */
export function aStep(run: Run, move: Move, now: EpochMs, status: Outcome["status"] = "succeeded"): Transition {
  const [state, changes] = arrival(run, move, now, status);
  return transition(run, move, state, now, changes)._unsafeUnwrap();
}

/** The moves by which a newborn run comes to `phase`. */
export function wayTo(phase: Phase): readonly Move[] {
  if (phase === "following") return ["claim_upload", "stage", "follow"];
  const way: readonly Move[] = ["claim_upload", "stage", "enqueue", "take", "decide", "end"];
  const phases: readonly Phase[] = ["awaiting_upload", "receiving", "staging", "queued", "running", "cleaning"];
  const steps = phases.indexOf(phase);
  if (phase === "deleting") return [...way, "delete"];
  return steps === -1 ? way : way.slice(0, steps);
}

/** Keeps a run and commits it to `phase`, step by step, one millisecond each. */
export async function keepRun(runs: RunStore, phase: Phase, wish: Wish = {}): Promise<Run> {
  let run = aRun(wish);
  (await runs.create(run, NO_GUARD))._unsafeUnwrap();
  for (const move of wayTo(phase)) {
    const step = aStep(run, move, run.updatedAt + 1, phase === "failed" || phase === "canceled" ? phase : "succeeded");
    (await runs.commit(step))._unsafeUnwrap();
    run = step.after;
  }
  return run;
}

function arrival(run: Run, move: Move, now: EpochMs, status: Outcome["status"]): [RunState, Changes] {
  const attempt = ("attempt" in run.state ? run.state.attempt : null) ?? (`${run.id}-${run.version}` as AttemptId);
  switch (move) {
    case "claim_upload":
      return [{ phase: "receiving", attempt, dueAt: now + HOUR }, {}];
    case "give_back":
      return [{ phase: "awaiting_upload", dueAt: now + HOUR }, {}];
    case "stage":
      return [
        { phase: "staging", attempt, dueAt: now + HOUR, packageSha256: A_SHA256 },
        { temporaryFiles: { state: "staged", receipt: null } },
      ];
    case "follow":
      return [{ phase: "following", attempt, followingSince: now }, { skill: A_SKILL }];
    case "lead":
      return [{ phase: "awaiting_upload", dueAt: now + HOUR }, {}];
    case "enqueue":
      return [{ phase: "queued", attempt, queuedAt: now }, { skill: A_SKILL }];
    case "take":
      return [{ phase: "running", attempt, takenAt: now, process: null }, {}];
    case "record_process":
      return [{ phase: "running", attempt, takenAt: now, process: A_PROCESS }, {}];
    case "decide":
      return [
        { phase: "cleaning", outcome: outcomeOf(status), sealed: true, process: null, packageSha256: A_SHA256 },
        {},
      ];
    case "end":
      return [
        ended(run, now),
        { temporaryFiles: { state: "retained", expiresAt: now + 2 * HOUR, receipt: A_RECEIPT } },
      ];
    case "settle_temporary_files":
      return [run.state, { temporaryFiles: { state: "removed", receipt: A_RECEIPT } }];
    case "delete":
      return [{ phase: "deleting", deletedAt: now }, {}];
  }
}

function ended(run: Run, now: EpochMs): RunState {
  const outcome = "outcome" in run.state ? run.state.outcome : outcomeOf("succeeded");
  return { phase: outcome.status, outcome, endedAt: now, outputsDueAt: now + 24 * HOUR };
}
