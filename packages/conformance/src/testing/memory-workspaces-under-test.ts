// How does a suite reach the files of workspaces in memory?
import type { AttemptId, RunId } from "@mayfly/core";
import type { MemoryWorkspaces } from "@mayfly/core/memory";
import type { WorkspacesUnderTest } from "../describe-workspaces.ts";

export function memoryWorkspacesUnderTest(workspaces: MemoryWorkspaces): WorkspacesUnderTest {
  const placeOf = (path: string) => {
    const [, , run = "", attempt = "", ...below] = path.split("/");
    return { run: run as RunId, attempt: attempt as AttemptId, below: below.join("/") };
  };
  return {
    workspaces,
    async read(path) {
      const { run, attempt, below } = placeOf(path);
      return workspaces.read(run, attempt).get(below) ?? null;
    },
    async write(path, bytes) {
      const { run, attempt, below } = placeOf(path);
      workspaces.write(run, attempt, below, bytes);
    },
    close: async () => undefined,
  };
}
