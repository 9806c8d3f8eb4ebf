// What does a program learn of its job?
import type { JsonObject } from "../run/json.ts";
import type { Run, RunSkill } from "../run/run.ts";
import type { Staged } from "../ports/workspaces.ts";

/** The document that a program gets on standard input and as a file. Paths are absolute. */
export function jobDocument(run: Run, skill: RunSkill, { paths, inputs }: Staged): JsonObject {
  return {
    input: inputs,
    parameter: skill.parameter,
    run_dir: paths.runDir,
    skill_dir: paths.skillDir,
    artifacts_dir: paths.artifactsDir,
    output_path: paths.outputPath,
    request_id: run.id,
    skill_id: skill.contract.id,
  };
}
