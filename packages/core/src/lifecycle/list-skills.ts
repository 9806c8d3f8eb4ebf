// Which skills are installed? (req G1)
import type { Result } from "neverthrow";
import type { SkillPage, SkillQuery } from "../ports/skill-catalog.ts";
import { refusalOfFault, type Refusal } from "./refusal.ts";
import type { RegistryContext } from "./registry-context.ts";

export async function listSkills({ ports }: RegistryContext, query: SkillQuery): Promise<Result<SkillPage, Refusal>> {
  const page = await ports.catalog.page(query);
  return page.mapErr((fault) => refusalOfFault(fault, null, ports.log));
}
