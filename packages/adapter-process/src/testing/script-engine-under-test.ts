// How does a script do the steps of a suite's program?
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stepScript, type EngineUnderTest } from "@mayfly/conformance";
import type { Engine } from "@mayfly/core";
import { identityOf, readBootId } from "../process-identity.ts";
import { freshWorkspace, type FreshWorkspace } from "./fresh-workspace.ts";
import { scriptContract } from "./script-job.ts";

/** `engine` over fresh workspaces, which `close` removes. */
export async function scriptEngineUnderTest(engine: Engine): Promise<EngineUnderTest> {
  const workspaces: FreshWorkspace[] = [];
  const bootId = await readBootId();
  return {
    engine,
    async stage(_run, _attempt, steps, document) {
      const workspace = await freshWorkspace({});
      workspaces.push(workspace);
      const { paths } = workspace;
      await mkdir(paths.skillDir);
      await writeFile(join(paths.skillDir, "run.mjs"), stepScript(steps, paths.artifactsDir));
      await writeFile(paths.documentPath, JSON.stringify(document));
      return {
        contract: scriptContract("run.mjs"),
        paths,
        artifact: (path) => readFile(join(paths.artifactsDir, path), "utf8").catch(() => null),
      };
    },
    cannotRun: scriptContract("run.ts"),
    countsFiles: true,
    processes: {
      lives: async (process) => (await identityOf(process.pid, bootId))?.startTime === process.startTime,
    },
    async close() {
      for (const workspace of workspaces) await workspace[Symbol.asyncDispose]();
    },
  };
}
