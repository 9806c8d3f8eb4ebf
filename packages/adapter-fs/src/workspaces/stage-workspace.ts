// How does a workspace come to be there whole, or not at all?
import { mkdir, rename } from "node:fs/promises";
import { err, ok, type Result } from "neverthrow";
import type { Aborted, AttemptId, Fault, RunId, Staged, StagingPlan, StagingRefusal } from "@mayfly/core";
import { PART_SUFFIX, type Places } from "../data-folder/places.ts";
import { dropEmptyFolder } from "../data-folder/temporary-entries.ts";
import type { WorkerPool } from "../pool/create-worker-pool.ts";
import { attemptSystem } from "../system/attempt-system.ts";
import { discard } from "../trash/discard.ts";
import { extractInPool } from "./extract-in-pool.ts";
import { inputPaths } from "./input-paths.ts";
import { stagedAt, writeStagedRecord } from "./staged-record.ts";
import { workspacePaths } from "./workspace-paths.ts";

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
    // After an unclean boot an attempt is staged again over what is left of it.
    await discard(places, run, "work", [making, root]);
    await mkdir(making, { recursive: true, mode: 0o700 });
    const filled = await fill(pool, making, plan, signal, bootId);
    if (filled.isErr()) return err(filled.error);
    if (signal.aborted) return err({ kind: "aborted" });
    await rename(making, root);
    return ok(stagedAt(root, filled.value));
  });
  const staged: Result<Staged, StagingError> = made.isOk() ? made.value : err(made.error);
  if (staged.isOk()) return staged;
  const cleared = await attemptSystem("clear a workspace", async () => {
    await discard(places, run, "work", [making, root]);
    await dropEmptyFolder(places.temporary(run));
  });
  return cleared.isErr() ? err(cleared.error) : staged;
}

async function fill(pool: WorkerPool, root: string, plan: StagingPlan, signal: AbortSignal, bootId: string) {
  const paths = workspacePaths(root);
  const { skillFolder, packageLimits, inputLimits } = plan;
  const skill = await extractInPool(pool, plan.package, packageLimits, paths.skillDir, skillFolder, signal);
  if (skill.isErr()) return err(skill.error);
  let inputs: readonly string[] = [];
  if (plan.inputs === null) await mkdir(paths.inputsDir, { mode: 0o700 });
  else {
    const extracted = await extractInPool(pool, plan.inputs, inputLimits, paths.inputsDir, null, signal);
    if (extracted.isErr()) return err(extracted.error);
    inputs = extracted.value;
  }
  for (const folder of [paths.runDir, paths.artifactsDir, paths.temporaryDir]) await mkdir(folder, { mode: 0o700 });
  const record = { inputs: inputPaths(inputs), extractedFiles: skill.value.length + inputs.length, bootId };
  await writeStagedRecord(root, record);
  return ok(record);
}
