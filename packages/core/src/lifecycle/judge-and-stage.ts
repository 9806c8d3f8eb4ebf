// What happens to an upload that has come whole? (design §2, §3)
import { err, ok, type Result } from "neverthrow";
import type { RunIn } from "../run/run.ts";
import { uploadDeadline } from "../run/upload-deadline.ts";
import { commit } from "./commit.ts";
import type { Context } from "./context.ts";
import { endRun, failure } from "./end-run.ts";
import { abandonUpload } from "./give-back.ts";
import { judgeUpload } from "./judge-upload.ts";
import { refusalOfFault, type Refusal } from "./refusal.ts";
import { extract, stageRun, type StagedRun } from "./stage-run.ts";
import { brokenOff, uploadCanceled } from "./upload-refusals.ts";

/**
 * Judges the upload, stages it meanwhile, and puts the run into the queue. Refused content ends the run, and what was
 * staged of it goes with all else; a fault of ours or an abort gives the claim back.
 */
export async function judgeAndStage(
  context: Context,
  claimed: RunIn<"receiving">,
  packageSha256: string,
  signal: AbortSignal,
): Promise<Result<StagedRun, Refusal>> {
  try {
    return await judgeAndQueue(context, claimed, packageSha256, signal);
  } catch (bug) {
    // Whoever hears of it does not know how far this came, and else the run would keep its place until the sweep.
    const reached = await context.ports.runs.find(claimed.id);
    if (reached.isOk() && reached.value !== null) await abandonUpload(context, reached.value, signal);
    throw bug;
  }
}

async function judgeAndQueue(
  context: Context,
  claimed: RunIn<"receiving">,
  packageSha256: string,
  signal: AbortSignal,
): Promise<Result<StagedRun, Refusal>> {
  const { attempt } = claimed.state;
  const dueAt = uploadDeadline(claimed, context.ports.clock.now());
  const state = { phase: "staging", attempt, dueAt, packageSha256 } as const;
  const staging = await commit(context, claimed, "stage", state);
  if (staging.isErr()) {
    if (staging.error.kind === "conflict" || staging.error.kind === "full") return err(uploadCanceled(claimed.id));
    await abandonUpload(context, claimed, signal);
    return err(refusalOfFault(staging.error, claimed.id, context.ports.log));
  }
  const run = { ...staging.value, state };
  const [judged, extracted] = await bothOf(
    judgeUpload(context, run, signal),
    extract(context, run.id, attempt, signal),
  );
  const staged = judged.isErr() ? err(judged.error) : await stageRun(context, run, judged.value, extracted);
  if (staged.isOk()) return ok(staged.value);
  const { refusal: refused, fate } = staged.error;
  if (fate === "decided") return err(refused);
  if (fate === "ends" && !signal.aborted) {
    await endRun(context, run, failure(refused.code, refused.message, refused.problems));
    return err(refused);
  }
  await abandonUpload(context, run, signal);
  return err(signal.aborted ? brokenOff(run.id, signal) : refused);
}

/** Both answers, when neither is at work any more: what one throws must not leave the other to write files. */
async function bothOf<A, B>(one: Promise<A>, other: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([one, other]);
  return [await one, await other];
}
