// What is known of one installed skill? (req G1)
import { err, ok, type Result } from "neverthrow";
import type { Fault } from "../ports/fault.ts";
import type { CatalogedSkill, SkillSchemas } from "../skill/cataloged-skill.ts";
import { refusalOfFault, refuse, type Refusal } from "./refusal.ts";
import type { RegistryContext } from "./registry-context.ts";

/** A skill, good or broken. Fails with `SKILL_NOT_FOUND`. */
export async function findSkill(context: RegistryContext, id: string): Promise<Result<CatalogedSkill, Refusal>> {
  return foundOr(context, await context.ports.catalog.find(id));
}

/** A skill with the documents of its schemas. Fails with `SKILL_NOT_FOUND`. */
export async function readSchemas(context: RegistryContext, id: string): Promise<Result<SkillSchemas, Refusal>> {
  return foundOr(context, await context.ports.catalog.schemas(id));
}

/** What was found, or the refusal for what was not. */
export function foundOr<T>({ ports }: RegistryContext, found: Result<T | null, Fault>): Result<T, Refusal> {
  if (found.isErr()) return err(refusalOfFault(found.error, null, ports.log));
  return found.value === null ? refuse("SKILL_NOT_FOUND", "No skill of this id is installed.") : ok(found.value);
}
