// Stage: the accepted package becomes a folder, and the run stands in the queue. (design §2; req B1)
import { err, ok, type Result } from "neverthrow";
import type { Fault } from "../ports/fault.ts";
import type { Aborted, Staged, StagingRefusal } from "../ports/workspaces.ts";
import type { AttemptId, RunId } from "../run/run-id.ts";
import type { Run, RunIn, RunSkill } from "../run/run.ts";
import { commit } from "./commit.ts";
import type { Context } from "./context.ts";
import type { JudgedUpload, UploadRefusal } from "./judge-upload.ts";
import { refusalOf, refusalOfFault } from "./refusal.ts";
import { uploadCanceled } from "./upload-refusals.ts";
import { withUpload } from "./with-upload.ts";

export interface StagedRun {
  readonly run: Run;
  /** Regular files extracted, package and inputs together. */
  readonly extractedFiles: number;
}

export async function stageRun(
  context: Context,
  run: RunIn<"staging">,
  judged: JudgedUpload,
  signal: AbortSignal,
): Promise<Result<StagedRun, UploadRefusal>> {
  const { ports } = context;
  const { attempt, packageSha256 } = run.state;
  const staged = await extract(context, run.id, attempt, judged.contract.id, signal);
  if (staged.isErr()) return err(uploadRefusal(context, run, staged.error));
  const { extractedFiles, inputs } = staged.value;
  const { contract, engine, parameter } = judged;
  const hasInputs = Object.keys(inputs).length > 0;
  const skill: RunSkill = { contract, packageSha256, engine, parameter, extractedFiles, hasInputs };
  const queued = await commit(
    context,
    run,
    "enqueue",
    { phase: "queued", attempt, queuedAt: ports.clock.now() },
    { skill, temporaryFiles: { state: "staged", receipt: null }, warnings: [...run.warnings, ...judged.warnings] },
  );
  if (queued.isOk()) return ok({ run: queued.value, extractedFiles });
  if (queued.error.kind === "unavailable" || queued.error.kind === "no_space") {
    return err({ refusal: refusalOfFault(queued.error, run.id, ports.log), fate: "awaits" });
  }
  return err({ refusal: uploadCanceled(run.id), fate: "decided" });
}

/** Extracts the upload of an attempt; also used to build a staged tree again after an unclean boot. */
export function extract(
  context: Context,
  run: RunId,
  attempt: AttemptId,
  skillFolder: string,
  signal: AbortSignal,
): Promise<Result<Staged, StagingRefusal | Aborted | Fault>> {
  const { packageLimits, inputLimits } = context.options;
  return withUpload(context, run, attempt, (pkg, inputs) =>
    context.ports.workspaces.stage(
      run,
      attempt,
      { package: pkg, packageLimits, skillFolder, inputs, inputLimits },
      signal,
    ),
  );
}

function uploadRefusal({ ports }: Context, run: Run, why: StagingRefusal | Aborted | Fault): UploadRefusal {
  if (why.kind === "refused") return { refusal: refusalOf(why.problems, run.id), fate: "ends" };
  if (why.kind === "aborted") {
    return { refusal: uploadCanceled(run.id), fate: "awaits" };
  }
  return { refusal: refusalOfFault(why, run.id, ports.log), fate: "awaits" };
}
