// Has this very upload come already? Then the run as it is now is the answer. (design §7)
import { err, ok, type Result } from "neverthrow";
import { uploadLikeness, type UploadMark } from "../run/upload-mark.ts";
import type { Context } from "./context.ts";
import { findRun, type RunAddress } from "./find-run.ts";
import { refusal, refuse, type Refusal } from "./refusal.ts";
import type { StagedRun } from "./stage-run.ts";

/** How long a client should wait for the answer to the first of two equal uploads, in seconds. */
const RETRY_SECONDS = 1;

/**
 * The run that the upload with `mark` went to, `null` where no such upload came, so that it may be claimed. An upload
 * that was refused for what it holds is refused in the same words.
 * Fails with `RUN_NOT_FOUND`, `RUN_KEY_REUSED`, and `RUN_ALREADY_STARTED` while the first is under way.
 */
export async function findUploaded(
  context: Context,
  address: RunAddress,
  mark: UploadMark,
): Promise<Result<StagedRun | null, Refusal>> {
  const found = await findRun(context, address);
  if (found.isErr()) return err(found.error);
  const run = found.value;
  const { state } = run;
  const likeness = uploadLikeness(run.upload, mark);
  if (likeness === "other" || state.phase === "awaiting_upload") return ok(null);
  if (likeness === "contradicts") {
    const message = "This idempotency key came with another upload before; a run takes one upload.";
    return refuse("RUN_KEY_REUSED", message, { run: run.id });
  }
  if (state.phase === "receiving" || state.phase === "staging") {
    const message = "This upload is under way already; send it again for its answer.";
    return refuse("RUN_ALREADY_STARTED", message, { run: run.id, retryAfterSeconds: RETRY_SECONDS });
  }
  if (run.skill !== null) return ok({ run, extractedFiles: run.skill.extractedFiles });
  // Decided before a package was accepted: refused, or canceled meanwhile.
  if (!("outcome" in state) || state.outcome.error === null) throw new Error(`Run ${run.id} has no package.`);
  const { code, message, problems } = state.outcome.error;
  return err(refusal(code, message, { problems, run: run.id }));
}
