// What are the runs of a suite made of?
import { problem, type Outcome, type ProcessIdentity, type Receipt, type RunSkill } from "@mayfly/core";

export const A_SHA256 = "0".repeat(64);

export const A_PROCESS: ProcessIdentity = { pid: 4242, startTime: "987654321", bootId: "3f1d2c6e" };

export const A_RECEIPT: Receipt = {
  action: "retained",
  reason: "debug_keep_temp",
  files: 6,
  bytes: 4711,
  packageSha256: A_SHA256,
  at: 1_800_000_000_000,
};

export const A_SKILL: RunSkill = {
  contract: {
    id: "prime-check",
    name: "Prime check – Primzahlen ✓",
    version: "1.2.0",
    description: 'Says whether numbers are prime; knows "quotes", \\ and line\nbreaks.',
    engines: ["script", "codex"],
    entrypoint: { script: "scripts/main.mjs", prompts: { codex: "Check {{ input.numbers }}" } },
    schemas: {
      input: "assets/input.schema.json",
      parameter: "assets/parameter.schema.json",
      output: "assets/output.schema.json",
    },
    inputs: [{ key: "numbers", required: true, extensions: [".csv"], description: "One number a line." }],
    parameters: [
      { name: "mode", types: ["string", "null"], required: false, description: null, default: null, enum: ["a", null] },
    ],
    output: {
      types: ["object"],
      fields: [{ name: "sum", types: ["number"], required: true, description: "The sum." }],
    },
    artifacts: [{ role: "report", pattern: "report.md", mime: null, required: true }],
    files: 6,
    bytes: 4711,
    content_digest: A_SHA256,
  },
  packageSha256: A_SHA256,
  engine: "script",
  parameter: { divisor: 7, labels: ["a", null, true, 0.1] },
  extractedFiles: 7,
  hasInputs: true,
};

/** A decided outcome; one that is no success says why. */
export function outcomeOf(status: Outcome["status"]): Outcome {
  if (status === "succeeded") return { status, error: null };
  const message = `The run ${status}.`;
  return { status, error: { code: "RUN_INTERRUPTED", message, problems: [problem("RUN_INTERRUPTED", message)] } };
}
