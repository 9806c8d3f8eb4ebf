// Where do the parts of one workspace lie?
import { join } from "node:path";
import type { WorkspacePaths } from "@mayfly/core";

/** The paths inside the workspace at `root`. */
export function workspacePaths(root: string): WorkspacePaths {
  const runDir = join(root, "run");
  return {
    runDir,
    skillDir: join(root, "skill"),
    inputsDir: join(root, "inputs"),
    artifactsDir: join(runDir, "artifacts"),
    outputPath: join(runDir, "output.json"),
    documentPath: join(runDir, "input.json"),
    temporaryDir: join(root, "tmp"),
  };
}
