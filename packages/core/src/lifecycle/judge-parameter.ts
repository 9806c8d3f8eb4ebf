// Are these the parameters of an installed skill, and what are they after defaults?
import { err, ok, type Result } from "neverthrow";
import { canonicalJson } from "../run/canonical-json.ts";
import type { PackageContract } from "../package/report.ts";
import type { SkillCatalog } from "../ports/skill-catalog.ts";
import type { JsonObject } from "../run/json.ts";
import type { CatalogedSkill } from "../skill/cataloged-skill.ts";
import type { Context } from "./context.ts";
import type { JudgedParameter } from "./judged-parameter.ts";
import { refusalOf, refusalOfFault, refuse, type Refusal } from "./refusal.ts";

/**
 * Judges `parameter` by the installed skill `id`. What was accepted for the same content is remembered, and what is being
 * judged is not judged beside it: packing the skill and asking a judge take longer than all else about a job that need
 * not run.
 * Fails with `SKILL_NOT_FOUND`, `SKILL_BROKEN`, `INPUT_PARAMETER`.
 */
export async function judgeParameter(
  context: Context,
  catalog: SkillCatalog,
  id: string,
  parameter: JsonObject,
): Promise<Result<JudgedParameter, Refusal>> {
  const found = await catalog.find(id);
  if (found.isErr()) return err(refusalOfFault(found.error, null, context.ports.log));
  const looked = runnable(found.value);
  if (looked.isErr()) return err(looked.error);
  const judge = () => judgeByPackage(context, catalog, id, parameter);
  const key = keyOf(looked.value, parameter);
  if (key === null) return judge();
  // The skill may have changed since it was looked at.
  return context.judged.get(key, judge, ({ contract }) => keyOf(contract, parameter));
}

async function judgeByPackage(
  { ports, options }: Context,
  catalog: SkillCatalog,
  id: string,
  parameter: JsonObject,
): Promise<Result<JudgedParameter, Refusal>> {
  const packed = await catalog.pack(id);
  if (packed.isErr()) return err(refusalOfFault(packed.error, null, ports.log));
  const contract = runnable(packed.value?.skill ?? null);
  if (contract.isErr() || packed.value === null) return contract.isErr() ? err(contract.error) : skillNotFound();
  const { packageLimits, inputLimits, profile } = options;
  const { package: pkg } = packed.value;
  const upload = { package: pkg, packageSha256: null, packageLimits, inputs: null, inputLimits, parameter, profile };
  const verdict = await ports.judge.judgeUpload(upload, new AbortController().signal);
  if (verdict.isErr()) return err(refusalOfFault(verdict.error, null, ports.log));
  const { report, problems, parameter: filled } = verdict.value;
  // Files come with the upload, which is judged as a whole.
  const all = [...report.problems, ...problems].filter(({ code }) => code !== "INPUT_MISSING");
  if (all.some(({ severity }) => severity === "error")) return err(refusalOf(all, null));
  const warnings = all.map(({ code, message }) => ({ code, message }));
  return ok({ contract: contract.value, parameter: filled, warnings });
}

export function skillNotFound(): Result<never, Refusal> {
  return refuse("SKILL_NOT_FOUND", "No skill of this id is installed.");
}

/** What a skill promises that is there and has no errors. */
export function runnable(skill: CatalogedSkill | null): Result<PackageContract, Refusal> {
  if (skill === null) return skillNotFound();
  const { report } = skill;
  if (report.valid && report.package !== null) return ok(report.package);
  const message = "The installed skill has problems of its own, so it cannot be run until it is mended.";
  return refuse("SKILL_BROKEN", message, { problems: report.problems });
}

function keyOf({ content_digest: digest }: PackageContract, parameter: JsonObject): string | null {
  return digest === null ? null : `${digest} ${canonicalJson(parameter)}`;
}
