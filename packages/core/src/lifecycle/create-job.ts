// Create a job: a run of an installed skill, which starts at once unless it needs files. (req C4, G2; design §7)
import { err, type Result } from "neverthrow";
import type { RequestKey } from "../ports/run-store.ts";
import type { Run, RunIn } from "../run/run.ts";
import { chooseEngine } from "./choose-engine.ts";
import type { Context } from "./context.ts";
import { createEqual } from "./create-equal.ts";
import { createOnce } from "./create-once.ts";
import { keepAwaiting, newborn, type CreateRun } from "./create-run.ts";
import { judgeParameter, skillNotFound } from "./judge-parameter.ts";
import type { Refusal } from "./refusal.ts";
import { runCacheKey } from "./run-cache-key.ts";

export interface CreateJob extends Omit<CreateRun, "kind"> {
  readonly skillId: string;
}

/**
 * Creates a run of an installed skill. Its parameters are judged here, its files with their upload; a skill that takes
 * none starts at once, and then the run that is answered stands in the queue, follows an equal one, or has ended with the
 * outputs of one that succeeded before.
 * Fails with `SKILL_NOT_FOUND`, `SKILL_BROKEN`, `INPUT_PARAMETER`, `RUN_QUEUE_FULL`, and as `createRun` does; then there is
 * no run.
 */
export async function createJob(context: Context, wanted: CreateJob): Promise<Result<Run, Refusal>> {
  const { skillId, ...rest } = wanted;
  const run = newborn(context, { kind: "installed", ...rest }, skillId);
  return createOnce(context, run, wanted.idempotencyKey ?? null, (key) => create(context, wanted, run, key));
}

async function create(
  context: Context,
  wanted: CreateJob,
  run: RunIn<"awaiting_upload">,
  requestKey?: RequestKey,
): Promise<Result<Run, Refusal>> {
  const { catalog, engines } = context.ports;
  if (catalog === undefined) return skillNotFound();
  const judged = await judgeParameter(context, catalog, wanted.skillId, wanted.parameter ?? {});
  if (judged.isErr()) return err(judged.error);
  const { contract, parameter, warnings } = judged.value;
  const engine = chooseEngine(engines, wanted.engine ?? null, contract);
  if (engine.isErr()) return err(engine.error);
  if (contract.inputs.length > 0) return keepAwaiting(context, run, requestKey);
  const key = runCacheKey(context, run, { contract, engine: engine.value.name, parameter }, []);
  const judgedRun = { ...run, cache: { key, hit: null }, warnings: [...run.warnings, ...warnings] };
  return createEqual(context, judgedRun, requestKey);
}
