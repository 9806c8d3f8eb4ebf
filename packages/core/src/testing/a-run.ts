// Where does a test get a run from, in any phase and with any temporary files?
import { problem } from "../problem/problem.ts";
import type { Phase } from "../run/phase.ts";
import type { EpochMs, Outcome, ProcessIdentity, Run, RunError, RunSkill, RunState } from "../run/run.ts";
import type { AttemptId, RunId } from "../run/run-id.ts";
import { DEFAULT_RUN_OPTIONS } from "../run/run-options.ts";
import type { Receipt } from "../run/temporary-files.ts";

export const BIRTH: EpochMs = 1_800_000_000_000;
export const HOUR = 3_600_000;
export const AN_ID = "01jd0000000000000000000001" as RunId;
export const AN_ATTEMPT = "01jd0000000000000000000002" as AttemptId;
export const A_SHA256 = "a5".repeat(32);
export const A_PROCESS: ProcessIdentity = { pid: 4711, startTime: "81234", bootId: "boot-1" };

export const A_SKILL: RunSkill = {
  contract: {
    id: "count-words",
    name: "Count words",
    version: "1.2.0",
    description: "Counts words.",
    engines: ["function", "script"],
    entrypoint: { script: "scripts/count.mjs", prompts: {} },
    schemas: {
      input: "assets/input.schema.json",
      parameter: "assets/parameter.schema.json",
      output: "assets/output.schema.json",
    },
    inputs: [{ key: "text", required: true, extensions: [".txt"] }],
    parameters: [],
    output: { types: [], fields: [] },
    artifacts: [{ role: "report", pattern: "report.md", mime: "text/markdown", required: true }],
    files: 4,
    bytes: 1234,
    content_digest: null,
  },
  packageSha256: A_SHA256,
  engine: "function",
  parameter: { divisor: 7 },
  extractedFiles: 5,
  hasInputs: true,
};

export const AN_ERROR: RunError = {
  code: "RUN_EXIT_NONZERO",
  message: "The program ended with exit code 3.",
  problems: [problem("RESULT_OUTPUT_MISSING", "There is no output.", { hint: "Write one." })],
};

export const A_RECEIPT: Receipt = {
  action: "removed",
  reason: "the run succeeded",
  files: 5,
  bytes: 1234,
  packageSha256: A_SHA256,
  at: BIRTH + 6,
};

export function outcomeOf(status: Outcome["status"]): Outcome {
  return status === "succeeded" ? { status, error: null } : { status, error: AN_ERROR };
}

/** The state of a run in `phase`; a cleaning one has decided for `status`. */
export function stateIn(phase: Phase, status: Outcome["status"] = "succeeded"): RunState {
  switch (phase) {
    case "awaiting_upload":
      return { phase, dueAt: BIRTH + HOUR };
    case "receiving":
      return { phase, attempt: AN_ATTEMPT, dueAt: BIRTH + HOUR };
    case "staging":
      return { phase, attempt: AN_ATTEMPT, dueAt: BIRTH + HOUR, packageSha256: A_SHA256 };
    case "following":
      return { phase, attempt: AN_ATTEMPT, followingSince: BIRTH + 3 };
    case "queued":
      return { phase, attempt: AN_ATTEMPT, queuedAt: BIRTH + 3 };
    case "running":
      return { phase, attempt: AN_ATTEMPT, takenAt: BIRTH + 4, process: A_PROCESS };
    case "cleaning":
      return { phase, outcome: outcomeOf(status), sealed: true, process: null, packageSha256: A_SHA256 };
    case "succeeded":
    case "failed":
    case "canceled":
      return { phase, outcome: outcomeOf(phase), endedAt: BIRTH + 6, outputsDueAt: BIRTH + 24 * HOUR };
    case "deleting":
      return { phase, deletedAt: BIRTH + 7 };
  }
}

/** A run in `phase`, with what else a test wishes. */
export function aRun(phase: Phase, wish: Partial<Run> = {}): Run {
  return {
    id: AN_ID,
    kind: "temporary",
    owner: "",
    version: 7,
    createdAt: BIRTH,
    updatedAt: BIRTH + 6,
    request: { skillId: null, engine: null, parameter: { divisor: 7 }, model: null, options: DEFAULT_RUN_OPTIONS },
    upload: null,
    skill: phase === "awaiting_upload" || phase === "receiving" || phase === "staging" ? null : A_SKILL,
    state: stateIn(phase),
    temporaryFiles: { state: "none", receipt: null },
    outputs: wish.id ?? AN_ID,
    cache: { key: null, hit: null },
    warnings: [],
    ...wish,
  };
}
