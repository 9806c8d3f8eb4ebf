// Are memory outputs run outputs?
import type { AttemptId, RunId } from "@mayfly/core";
import { createMemoryRunOutputs, type MemoryFiles } from "@mayfly/core/memory";
import { describeRunOutputs } from "./describe-run-outputs.ts";

describeRunOutputs("createMemoryRunOutputs()", async () => {
  const workspaces = new Map<string, Map<string, Uint8Array>>();
  const filesOf = (run: RunId, attempt: AttemptId) => {
    const files = workspaces.get(`${run}/${attempt}`) ?? new Map<string, Uint8Array>();
    workspaces.set(`${run}/${attempt}`, files);
    return files;
  };
  const files: MemoryFiles = {
    write: (run, attempt, path, bytes) => void filesOf(run, attempt).set(path, bytes),
    read: filesOf,
  };
  return {
    outputs: createMemoryRunOutputs(files),
    putArtifact: async (run, attempt, path, bytes) => files.write(run, attempt, `run/artifacts/${path}`, bytes),
    putOutput: async (run, attempt, bytes) => files.write(run, attempt, "run/output.json", bytes),
    putInput: async (run, attempt, path, bytes) => files.write(run, attempt, `inputs/${path}`, bytes),
    close: async () => undefined,
  };
});
