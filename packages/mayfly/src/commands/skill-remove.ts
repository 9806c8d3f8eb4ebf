// `mayfly skill remove`: a skill is no longer installed, and lies in the archive.
import { escapeForDisplay } from "@mayfly/core";
import { openRegistry } from "../compose-registry.ts";
import { complain, configOf, FAILED, FAULTS, REFUSED, type SkillOptions } from "../skills/skill-command.ts";

/** Answers the exit code: 0 removed, 1 when there is none, 2 when the system or a server stands in the way. */
export async function skillRemove(id: string, options: SkillOptions): Promise<number> {
  const config = configOf(options);
  if (config === null) return FAILED;
  const opened = await openRegistry(config, FAULTS);
  if (opened.isErr()) {
    complain(opened.error);
    return FAILED;
  }
  const { registry, close } = opened.value;
  try {
    const removed = await registry.remove(id);
    if (removed.isErr()) {
      const { code, message } = removed.error;
      complain(code === "SKILL_NOT_FOUND" ? `No skill ${id} is installed.` : message);
      return code === "SKILL_NOT_FOUND" ? REFUSED : FAILED;
    }
    const archived = `skills-archive/${id}/${removed.value.archivedAs ?? ""}`;
    process.stdout.write(`removed  ${escapeForDisplay(`${id}, kept in ${archived} of the data folder`)}\n`);
    return 0;
  } finally {
    await close();
  }
}
