// Stage: the uploaded package becomes a folder, and an accepted run stands in the queue. (design §2; req B1)
import { err, ok, type Result } from "neverthrow";
import type { Fault } from "../ports/fault.ts";
import type { Aborted, Staged, StagingRefusal } from "../ports/workspaces.ts";
import type { AttemptId, RunId } from "../run/run-id.ts";
import type { Run, RunIn, RunSkill, RunWarning } from "../run/run.ts";
import { admitRun } from "./admit-run.ts";
import type { Context } from "./context.ts";
import { tooManyFollowing } from "./follow-run.ts";
import type { JudgedUpload, UploadRefusal } from "./judge-upload.ts";
import { refusalOf, refusalOfFault } from "./refusal.ts";
import { uploadCanceled } from "./upload-refusals.ts";
import { withUpload } from "./with-upload.ts";

type Extracted = Result<Staged, StagingRefusal | Aborted | Fault>;

export interface StagedRun {
  readonly run: Run;
  /** Regular files extracted, package and inputs together. */
  readonly extractedFiles: number;
}

/** Puts a run into the queue that was judged well, by what `extract` answered of it. */
export async function stageRun(
  context: Context,
  run: RunIn<"staging">,
  judged: JudgedUpload,
  staged: Extracted,
): Promise<Result<StagedRun, UploadRefusal>> {
  const { ports } = context;
  const { packageSha256 } = run.state;
  if (staged.isErr()) return err(uploadRefusal(context, run, staged.error));
  const { extractedFiles, inputs } = staged.value;
  const { contract, engine, parameter } = judged;
  const hasInputs = Object.keys(inputs).length > 0;
  const skill: RunSkill = { contract, packageSha256, engine, parameter, extractedFiles, hasInputs };
  const admitted = await admitRun(context, run, {
    skill,
    temporaryFiles: { state: "staged", receipt: null },
    warnings: withNew(run.warnings, judged.warnings),
  });
  if (admitted.isOk()) return ok({ run: admitted.value, extractedFiles });
  const { error } = admitted;
  if (error.kind === "conflict") return err({ refusal: uploadCanceled(run.id), fate: "decided" });
  const why = error.kind === "full" ? tooManyFollowing(error.limit, run.id) : refusalOfFault(error, run.id, ports.log);
  return err({ refusal: why, fate: "awaits" });
}

/** A job without files heard some of them when it was created. */
function withNew(told: readonly RunWarning[], more: readonly RunWarning[]): readonly RunWarning[] {
  const isTold = ({ code, message }: RunWarning): boolean =>
    told.some((each) => each.code === code && each.message === message);
  return [...told, ...more.filter((each) => !isTold(each))];
}

/** Extracts the upload of an attempt; also used to build a staged tree again after an unclean boot. */
export function extract(context: Context, run: RunId, attempt: AttemptId, signal: AbortSignal): Promise<Extracted> {
  const { packageLimits, inputLimits } = context.options;
  return withUpload(context, run, attempt, (pkg, inputs) =>
    context.ports.workspaces.stage(run, attempt, { package: pkg, packageLimits, inputs, inputLimits }, signal),
  );
}

function uploadRefusal({ ports }: Context, run: Run, why: StagingRefusal | Aborted | Fault): UploadRefusal {
  if (why.kind === "refused") return { refusal: refusalOf(why.problems, run.id), fate: "ends" };
  if (why.kind === "aborted") {
    return { refusal: uploadCanceled(run.id), fate: "awaits" };
  }
  return { refusal: refusalOfFault(why, run.id, ports.log), fate: "awaits" };
}
