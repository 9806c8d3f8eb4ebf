// Create a job: a run of an installed skill, which starts at once unless it needs files. (req G2; design §7)
import { err, ok, type Result } from "neverthrow";
import type { PackageContract } from "../package/report.ts";
import type { PackedSkill, SkillCatalog } from "../ports/skill-catalog.ts";
import type { JsonObject } from "../run/json.ts";
import type { Run } from "../run/run.ts";
import { chooseEngine } from "./choose-engine.ts";
import { claimUpload } from "./claim-upload.ts";
import type { Context } from "./context.ts";
import { createRun, type CreateRun } from "./create-run.ts";
import { refusalOf, refusalOfFault, refuse, type Refusal } from "./refusal.ts";

export interface CreateJob extends Omit<CreateRun, "kind"> {
  readonly skillId: string;
}

/**
 * Creates a run of an installed skill. Its parameters are judged here, its files with their upload; a skill that takes
 * none starts at once, and then the run that is answered stands in the queue.
 * Fails with `SKILL_NOT_FOUND`, `SKILL_BROKEN`, `INPUT_PARAMETER`, `RUN_QUEUE_FULL`, and as `createRun` does; then there is
 * no run.
 */
export async function createJob(context: Context, wanted: CreateJob): Promise<Result<Run, Refusal>> {
  const { catalog } = context.ports;
  if (catalog === undefined) return skillNotFound();
  const found = await findRunnable(context, catalog, wanted.skillId);
  if (found.isErr()) return err(found.error);
  const { packed, contract } = found.value;
  const engine = chooseEngine(context.ports.engines, wanted.engine ?? null, contract);
  if (engine.isErr()) return err(engine.error);
  const wrong = await judgeParameter(context, packed, wanted.parameter ?? {});
  if (wrong !== null) return err(wrong);
  const { skillId, ...rest } = wanted;
  const created = await createRun(context, { kind: "installed", ...rest }, skillId);
  if (created.isErr() || contract.inputs.length > 0) return created;
  return start(context, created.value);
}

export function skillNotFound(): Result<never, Refusal> {
  return refuse("SKILL_NOT_FOUND", "No skill of this id is installed.");
}

/** A skill that is there and has no errors, packed as it is now. */
async function findRunnable(
  { ports }: Context,
  catalog: SkillCatalog,
  id: string,
): Promise<Result<{ packed: PackedSkill; contract: PackageContract }, Refusal>> {
  const packed = await catalog.pack(id);
  if (packed.isErr()) return err(refusalOfFault(packed.error, null, ports.log));
  if (packed.value === null) return skillNotFound();
  const { report } = packed.value.skill;
  if (report.valid && report.package !== null) return ok({ packed: packed.value, contract: report.package });
  const message = "The installed skill has problems of its own, so it cannot be run until it is mended.";
  return refuse("SKILL_BROKEN", message, { problems: report.problems });
}

/** Why the parameters are refused, `null` when they are not. */
async function judgeParameter(
  { ports, options }: Context,
  packed: PackedSkill,
  parameter: JsonObject,
): Promise<Refusal | null> {
  const { packageLimits, inputLimits, profile } = options;
  const upload = { package: packed.package, packageLimits, inputs: null, inputLimits, parameter, profile };
  const verdict = await ports.judge.judgeUpload(upload, new AbortController().signal);
  if (verdict.isErr()) return refusalOfFault(verdict.error, null, ports.log);
  const { report, problems } = verdict.value;
  // Files come with the upload, which is judged as a whole.
  const wrong = [...report.problems, ...problems].filter(({ code }) => code !== "INPUT_MISSING");
  return wrong.some(({ severity }) => severity === "error") ? refusalOf(wrong, null) : null;
}

/** Puts a run that needs no files into the queue; where that fails, there was no run. */
async function start(context: Context, run: Run): Promise<Result<Run, Refusal>> {
  const claimed = await claimUpload(context, run);
  const staged = claimed.isErr() ? err(claimed.error) : await claimed.value.finish();
  if (staged.isOk()) return ok(staged.value.run);
  const now = await context.ports.runs.find(run.id);
  if (now.isOk() && now.value?.state.phase === "awaiting_upload") {
    const forgotten = await context.ports.runs.forget(run.id, now.value.version);
    if (forgotten.isOk()) return err({ ...staged.error, run: null });
  }
  return err(staged.error);
}
