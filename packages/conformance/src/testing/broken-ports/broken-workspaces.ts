// In which ways can a place for running a skill break its promise?
import { ok } from "neverthrow";
import type { AttemptId, RunId, Staged, Workspaces } from "@mayfly/core";
import { createMemoryWorkspaces, type MemoryWorkspaces } from "@mayfly/core/memory";
import { describeWorkspaces } from "../../describe-workspaces.ts";
import { memoryWorkspacesUnderTest } from "../memory-workspaces-under-test.ts";
import type { Break } from "./break.ts";

const NEVER = new AbortController().signal;

function breaking(
  does: string,
  noticedBy: string,
  wrong: (workspaces: MemoryWorkspaces) => Partial<Workspaces>,
): Break {
  const create = async () => {
    const workspaces = createMemoryWorkspaces();
    return { ...memoryWorkspacesUnderTest(workspaces), workspaces: { ...workspaces, ...wrong(workspaces) } };
  };
  return { does, noticedBy, describe: (name) => describeWorkspaces(name, create) };
}

export const BROKEN_WORKSPACES: readonly Break[] = [
  breaking("leaves a file when it removes", "`remove()` removes every workspace", (workspaces) => {
    const attempts: [RunId, AttemptId][] = [];
    return {
      async stage(run, attempt, plan, signal) {
        attempts.push([run, attempt]);
        return workspaces.stage(run, attempt, plan, signal);
      },
      async remove(run) {
        const left = attempts
          .filter(([of]) => of === run)
          .map(([, attempt]) => [attempt, workspaces.read(run, attempt)]);
        const removed = await workspaces.remove(run);
        for (const [attempt, files] of left as [AttemptId, ReadonlyMap<string, Uint8Array>][]) {
          const file = [...files].find(([path]) => path.startsWith("run/scratch/"));
          if (file !== undefined) workspaces.write(run, attempt, ...file);
        }
        return removed;
      },
    };
  }),
  breaking("leaves what it staged when it is aborted", "`stage()` under an aborted signal", (workspaces) => ({
    async stage(run, attempt, plan, signal) {
      if (signal.aborted) await workspaces.stage(run, attempt, plan, NEVER);
      return workspaces.stage(run, attempt, plan, signal);
    },
  })),
  breaking("leaves the skill when the inputs are refused", "`stage()` refuses bad inputs", (workspaces) => ({
    async stage(run, attempt, plan, signal) {
      const staged = await workspaces.stage(run, attempt, plan, signal);
      if (staged.isErr() && plan.inputs !== null)
        await workspaces.stage(run, attempt, { ...plan, inputs: null }, signal);
      return staged;
    },
  })),
  breaking("stages over what was there", "`stage()` of the same attempt again", (workspaces) => ({
    async stage(run, attempt, plan, signal) {
      const before = new Map(workspaces.read(run, attempt));
      const staged = await workspaces.stage(run, attempt, plan, signal);
      for (const [path, bytes] of before)
        if (!workspaces.read(run, attempt).has(path)) workspaces.write(run, attempt, path, bytes);
      return staged;
    },
  })),
  breaking("finds the workspace of another attempt", "`find()` gives what `stage()` gave", (workspaces) => {
    let last: Staged | null = null;
    return {
      async stage(run, attempt, plan, signal) {
        const staged = await workspaces.stage(run, attempt, plan, signal);
        last = staged.unwrapOr(null);
        return staged;
      },
      find: async () => ok(last),
    };
  }),
  breaking("believes every limit to be the default", "`stage()` refuses an archive over its limits", (workspaces) => ({
    stage: (run, attempt, plan, signal) =>
      workspaces.stage(run, attempt, { ...plan, packageLimits: plan.inputLimits }, signal),
  })),
  breaking("writes a document once", "`writeDocument()` puts the document as one line", (workspaces) => {
    let wrote = false;
    return {
      async writeDocument(run, attempt, document) {
        if (wrote) return ok();
        wrote = true;
        return workspaces.writeDocument(run, attempt, document);
      },
    };
  }),
  breaking("forgets the names of inputs", "`digestInputs()` tells key, own name", (workspaces) => ({
    digestInputs: async (run, attempt) =>
      (await workspaces.digestInputs(run, attempt)).map((inputs) => inputs.map((each) => ({ ...each, name: null }))),
  })),
];
