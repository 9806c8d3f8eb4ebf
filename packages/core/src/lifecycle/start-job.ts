// How does a job start that needs nothing from its client any more?
import { err, type Result } from "neverthrow";
import type { CountGuard } from "../ports/run-store.ts";
import type { Run } from "../run/run.ts";
import type { Work } from "./active-work.ts";
import { claimHolding } from "./claim-upload.ts";
import type { Context } from "./context.ts";
import type { Refusal } from "./refusal.ts";
import type { StagedRun } from "./stage-run.ts";

/**
 * Takes the skill as it is installed now and goes the way of every upload. Ends `work`. Where a fault of ours or a full
 * queue is in the way, the run still awaits its start.
 */
export async function startJob(
  context: Context,
  run: Run,
  work: Work,
  place?: CountGuard,
): Promise<Result<StagedRun, Refusal>> {
  const claimed = await claimHolding(context, run, work, place === undefined ? {} : { place });
  if (claimed.isErr()) return err(claimed.error);
  const session = claimed.value;
  try {
    return await session.finish();
  } finally {
    // Over already, unless a bug broke it off.
    await session.giveBack();
  }
}
