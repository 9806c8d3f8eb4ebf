// Remove: a skill is no longer installed, and lies in the archive.
import { err, ok, type Result } from "neverthrow";
import type { CatalogedSkill } from "../skill/cataloged-skill.ts";
import { findSkill, foundOr } from "./find-skill.ts";
import { refusalOfFault, refuse, type Refusal } from "./refusal.ts";
import type { RegistryContext } from "./registry-context.ts";
import { settleBefore } from "./settle-install.ts";

export interface RemovedSkill {
  readonly skill: CatalogedSkill;
  /** Its name below its id in the archive. */
  readonly archivedAs: string | null;
}

/** Takes a skill out of its place, after whatever else changes it. Fails with `SKILL_NOT_FOUND`. */
export async function removeSkill(context: RegistryContext, id: string): Promise<Result<RemovedSkill, Refusal>> {
  const { active, ports } = context;
  if (active.signal.aborted) return refuse("REQUEST_UNAVAILABLE", "The server is shutting down.");
  const removing = active.inTurn(id, async (): Promise<Result<RemovedSkill, Refusal>> => {
    const ready = await settleBefore(context, id);
    if (ready.isErr()) return err(refusalOfFault(ready.error, null, ports.log));
    const skill = await findSkill(context, id);
    if (skill.isErr()) return err(skill.error);
    const version = skill.value.report.package?.version ?? null;
    const removed = foundOr(context, await ports.installer.remove(id, version));
    if (removed.isErr()) return err(removed.error);
    const { archivedAs } = removed.value;
    ports.log.info("skill removed", { skill: id, version, archived_as: archivedAs });
    return ok({ skill: skill.value, archivedAs });
  });
  return active.track(removing);
}
