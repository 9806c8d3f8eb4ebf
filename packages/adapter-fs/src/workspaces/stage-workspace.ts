// How does a workspace come to be there whole, or not at all?
import { err, ok, type Result } from "neverthrow";
import type { Aborted, AttemptId, Fault, RunId, Staged, StagingPlan, StagingRefusal } from "@mayfly/core";
import { PART_SUFFIX, type Places } from "../data-folder/places.ts";
import { dropEmptyFolder } from "../data-folder/temporary-entries.ts";
import type { WorkerPool } from "../pool/create-worker-pool.ts";
import type { StageTask, Staging } from "../pool/pool-task.ts";
import { referenceTo } from "../pool/source-reference.ts";
import { attemptSystem } from "../system/attempt-system.ts";
import { discard } from "../trash/discard.ts";
import { whyNotExtracted } from "./extract-in-pool.ts";
import { stagedAt } from "./staged-record.ts";

type StagingError = StagingRefusal | Aborted | Fault;

/** `Workspaces.stage` on files: made under a name that says so, renamed when whole, removed on any failure. */
export async function stageWorkspace(
  places: Places,
  pool: WorkerPool,
  run: RunId,
  attempt: AttemptId,
  plan: StagingPlan,
  signal: AbortSignal,
  bootId: string,
): Promise<Result<Staged, StagingError>> {
  const root = places.workspace(run, attempt);
  const making = root + PART_SUFFIX;
  const made = await attemptSystem("stage a run", async (): Promise<Result<Staged, StagingError>> => {
    const { packageLimits, inputLimits } = plan;
    const [pkg, inputs] = [await referenceTo(plan.package), plan.inputs && (await referenceTo(plan.inputs))];
    const kind = "stage";
    const task = { kind, package: pkg, packageLimits, inputs, inputLimits, making, root, bootId } as const;
    let staged = await stageInPool(pool, task, signal);
    if (staged.isOk() && staged.value.kind === "occupied") {
      // After an unclean boot an attempt is staged again over what is left of it.
      await discard(places, run, "work", [making, root]);
      staged = await stageInPool(pool, task, signal);
    }
    if (staged.isErr()) return err(staged.error);
    if (signal.aborted) return err({ kind: "aborted" });
    if (staged.value.kind === "refused") return err(staged.value);
    if (staged.value.kind === "staged") return ok(stagedAt(root, staged.value.record));
    return err({ kind: "unavailable", message: `Cannot stage a run: somebody else put something at ${root}.` });
  });
  const staged: Result<Staged, StagingError> = made.isOk() ? made.value : err(made.error);
  if (staged.isOk()) return staged;
  const cleared = await attemptSystem("clear a workspace", async () => {
    await discard(places, run, "work", [making, root]);
    await dropEmptyFolder(places.temporary(run));
  });
  return cleared.isErr() ? err(cleared.error) : staged;
}

/** Not timed: the limits on bytes and entries bound it, and a slow disk is not the sender's fault. */
async function stageInPool(
  pool: WorkerPool,
  task: StageTask,
  signal: AbortSignal,
): Promise<Result<Staging, StagingError>> {
  return (await pool.perform(task, false, signal)).mapErr(whyNotExtracted);
}
