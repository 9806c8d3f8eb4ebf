// How is a stranger's package judged without holding up the server?
import { err, ok, type Result } from "neverthrow";
import { problem, type Fault, type Judge } from "@mayfly/core";
import type { WorkerPool } from "./create-worker-pool.ts";
import { costOf, faultOf, type PoolFailure } from "./pool-failure.ts";
import { referenceTo } from "./source-reference.ts";

/** A `Judge` whose rules run in the processes of `pool`. */
export function createPoolJudge(pool: WorkerPool): Judge {
  return {
    async judgeUpload(upload, signal) {
      const { packageLimits, inputLimits, parameter, profile } = upload;
      const task = {
        kind: "judge_upload",
        package: await referenceTo(upload.package),
        packageLimits,
        inputs: upload.inputs === null ? null : await referenceTo(upload.inputs),
        inputLimits,
        parameter,
        profile,
      } as const;
      const answer = await pool.perform(task, true, signal);
      return costlyOr(answer, (sentence) => {
        const problems = [problem("PACKAGE_TOO_COSTLY", `Cannot judge the package: ${sentence}.`)];
        const report = { valid: false, profile, problems, package: null } as const;
        return { report, problems: [], parameter };
      });
    },

    async judgeOutput(output, signal) {
      const { packageLimits, profile, artifacts } = output;
      const task = {
        kind: "judge_output",
        package: await referenceTo(output.package),
        packageLimits,
        profile,
        output: output.output,
        artifacts,
      } as const;
      const answer = await pool.perform(task, true, signal);
      return costlyOr(answer, (sentence) => {
        return { data: null, problems: [problem("RESULT_OUTPUT_TOO_COSTLY", `Cannot judge the output: ${sentence}.`)] };
      });
    },
  };
}

function costlyOr<T>(answer: Result<T, PoolFailure>, costly: (sentence: string) => T): Result<T, Fault> {
  if (answer.isOk()) return ok(answer.value);
  const failure = answer.error;
  return failure.kind === "too_costly" ? ok(costly(costOf(failure))) : err(faultOf(failure));
}
