// How is a workspace made? In a process of the pool: a call to the system costs there what it costs, and no turn of a loop.
import { existsSync, mkdirSync, renameSync } from "node:fs";
import { dirname } from "node:path";
import type { EntryCodecs } from "@mayfly/core";
import type { StageTask, Staging } from "../pool/pool-task.ts";
import { withSource } from "../pool/sync-source.ts";
import { extractArchive } from "./extract-archive.ts";
import { inputPaths } from "./input-paths.ts";
import { writeStagedRecord } from "./staged-record.ts";
import { workspacePaths } from "./workspace-paths.ts";

/**
 * Makes everything at `making` and renames it to `root` when it is whole. What a refusal or an error leaves at `making` is
 * the caller's to remove. Throws the system's errors.
 */
export function stageFolder(task: StageTask, codecs: EntryCodecs): Staging {
  const { making, root, packageLimits, inputLimits, bootId } = task;
  if (existsSync(making) || existsSync(root)) return { kind: "occupied" };
  mkdirSync(dirname(making), { recursive: true, mode: 0o700 });
  mkdirSync(making, { mode: 0o700 });
  const paths = workspacePaths(making);
  const skill = withSource(task.package, (source) =>
    extractArchive(source, packageLimits, paths.skillDir, "top folder", codecs),
  );
  if (skill.kind === "refused") return skill;
  let inputs: readonly string[] = [];
  if (task.inputs === null) mkdirSync(paths.inputsDir, { mode: 0o700 });
  else {
    const extracted = withSource(task.inputs, (source) =>
      extractArchive(source, inputLimits, paths.inputsDir, "nothing", codecs),
    );
    if (extracted.kind === "refused") return extracted;
    inputs = extracted.files;
  }
  for (const folder of [paths.runDir, paths.artifactsDir, paths.temporaryDir]) mkdirSync(folder, { mode: 0o700 });
  const record = { inputs: inputPaths(inputs), extractedFiles: skill.files.length + inputs.length, bootId };
  writeStagedRecord(making, record);
  renameSync(making, root);
  return { kind: "staged", record };
}
