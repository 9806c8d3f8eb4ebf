// Are memory workspaces workspaces?
import type { AttemptId, RunId } from "@mayfly/core";
import { createMemoryWorkspaces } from "@mayfly/core/memory";
import { describeWorkspaces } from "./describe-workspaces.ts";

describeWorkspaces("createMemoryWorkspaces()", async () => {
  const workspaces = createMemoryWorkspaces();
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
});
