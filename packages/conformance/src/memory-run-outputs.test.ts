// Are memory outputs run outputs?
import { createMemoryRunOutputs, createMemoryWorkspaces } from "@mayfly/core/memory";
import { describeRunOutputs } from "./describe-run-outputs.ts";

describeRunOutputs("createMemoryRunOutputs()", async () => {
  const files = createMemoryWorkspaces();
  return {
    outputs: createMemoryRunOutputs(files),
    putArtifact: async (run, attempt, path, bytes) => files.write(run, attempt, `run/artifacts/${path}`, bytes),
    putOutput: async (run, attempt, bytes) => files.write(run, attempt, "run/output.json", bytes),
    putInput: async (run, attempt, path, bytes) => files.write(run, attempt, `inputs/${path}`, bytes),
    close: async () => undefined,
  };
});
