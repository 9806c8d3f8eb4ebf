// How does a suite lay files where outputs in memory are collected from?
import { createMemoryRunOutputs, createMemoryWorkspaces } from "@mayfly/core/memory";
import type { RunOutputsUnderTest } from "../run-outputs/run-outputs-under-test.ts";

export function memoryRunOutputsUnderTest(): RunOutputsUnderTest {
  const files = createMemoryWorkspaces();
  return {
    outputs: createMemoryRunOutputs(files),
    putArtifact: async (run, attempt, path, bytes) => files.write(run, attempt, `run/artifacts/${path}`, bytes),
    putOutput: async (run, attempt, bytes) => files.write(run, attempt, "run/output.json", bytes),
    putInput: async (run, attempt, path, bytes) => files.write(run, attempt, `inputs/${path}`, bytes),
    close: async () => undefined,
  };
}
