// How is a stranger's package judged without holding up the server?
import { err, ok, type Result } from "neverthrow";
import { problem, type Fault, type JsonObject, type Judge, type PackageReport, type Profile } from "@mayfly/core";
import type { WorkerPool } from "./create-worker-pool.ts";
import { costOf, faultOf, type PoolFailure } from "./pool-failure.ts";
import { referenceTo } from "./source-reference.ts";

/** A `Judge` whose rules run in the processes of `pool`. */
export function createPoolJudge(pool: WorkerPool): Judge {
  return {
    async judgePackage(pkg, signal) {
      const { packageLimits, profile, strict, unknownFields } = pkg;
      const task = {
        kind: "judge_package",
        package: await referenceTo(pkg.package),
        packageLimits,
        profile,
        ...(strict === undefined ? {} : { strict }),
        ...(unknownFields === undefined ? {} : { unknownFields }),
      } as const;
      return costlyOr(await pool.perform(task, true, signal), (sentence) => tooCostly(sentence, profile));
    },

    async judgeUpload(upload, signal) {
      const { packageSha256, packageLimits, inputLimits, parameter, profile } = upload;
      const task = {
        kind: "judge_upload",
        packageSha256,
        package: await referenceTo(upload.package),
        packageLimits,
        inputs: upload.inputs === null ? null : await referenceTo(upload.inputs),
        inputLimits,
        parameter,
        profile,
      } as const;
      const answer = (await pool.perform(task, true, signal)).map((judged) => {
        return { ...judged, parameter: JSON.parse(judged.parameter) as JsonObject };
      });
      return costlyOr(answer, (sentence) => {
        return { report: tooCostly(sentence, profile), problems: [], parameter };
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

function tooCostly(sentence: string, profile: Profile): PackageReport {
  const problems = [problem("PACKAGE_TOO_COSTLY", `Cannot judge the package: ${sentence}.`)];
  return { valid: false, profile, problems, package: null };
}

function costlyOr<T>(answer: Result<T, PoolFailure>, costly: (sentence: string) => T): Result<T, Fault> {
  if (answer.isOk()) return ok(answer.value);
  const failure = answer.error;
  return failure.kind === "too_costly" ? ok(costly(costOf(failure))) : err(faultOf(failure));
}
