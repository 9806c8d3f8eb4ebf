// How is a task answered, in the worker?
import { rmSync } from "node:fs";
import { examineArchive, judgeOutput, judgeUpload, KnownPackages } from "@mayfly/core";
import { PART_SUFFIX } from "../data-folder/places.ts";
import { threadedSha256 } from "../digest/threaded-sha256.ts";
import { zlibCrc32 } from "../inflate/zlib-crc32.ts";
import { zlibInflate } from "../inflate/zlib-inflate.ts";
import { examineSkill } from "../skills/examine-skill.ts";
import { fingerprintOf } from "../skills/fingerprint.ts";
import { extractArchive } from "../workspaces/extract-archive.ts";
import { stageFolder } from "../workspaces/stage-folder.ts";
import type { ExtractTask, JudgeUploadTask, PoolAnswers, PoolTask } from "./pool-task.ts";
import { withSource } from "./sync-source.ts";

const CODECS = { inflate: zlibInflate, checksum: zlibCrc32, sha256: threadedSha256 };

/** A server runs the same packages again and again. */
const known = new KnownPackages();

/** Does `task` at once. Throws the system's errors. */
export function performTask(task: PoolTask): PoolAnswers[keyof PoolAnswers] {
  switch (task.kind) {
    case "judge_package":
      return withSource(
        task.package,
        (source) => examineArchive({ ...task, package: source }, CODECS, { verify: true }).report,
      );
    case "judge_upload":
      return performJudgeUpload(task);
    case "judge_output":
      return withSource(task.package, (source) => judgeOutput({ ...task, package: source }, CODECS));
    case "extract":
      return performExtract(task);
    case "stage":
      return stageFolder(task, CODECS);
    case "fingerprint_skills":
      return task.folders.map(fingerprintOf);
    case "examine_skill":
      return examineSkill(task);
  }
}

/** A process that was killed over it may have left its target, half or whole; nobody else makes anything there. */
function performExtract({ archive, limits, target, stripped }: ExtractTask): PoolAnswers["extract"] {
  for (const left of [target + PART_SUFFIX, target]) rmSync(left, { recursive: true, force: true });
  return withSource(archive, (source) => extractArchive(source, limits, target, stripped, CODECS));
}

function performJudgeUpload(task: JudgeUploadTask): PoolAnswers["judge_upload"] {
  const verdict = withSource(task.package, (source) => {
    if (task.inputs === null) return judgeUpload({ ...task, package: source, inputs: null }, CODECS, known);
    return withSource(task.inputs, (inputs) => judgeUpload({ ...task, package: source, inputs }, CODECS, known));
  });
  return { ...verdict, parameter: JSON.stringify(verdict.parameter) };
}
