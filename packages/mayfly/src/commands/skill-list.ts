// `mayfly skill list`: which skills are installed?
import { escapeForDisplay } from "@mayfly/core";
import { toSkill } from "@mayfly/core/contract";
import { jsonLine } from "../archives/json-line.ts";
import { createPrinter } from "../archives/printer.ts";
import { readRegistry } from "../compose-registry.ts";
import { complain, configOf, FAILED, FAULTS, type SkillOptions } from "../skills/skill-command.ts";

export interface SkillListOptions extends SkillOptions {
  readonly json: boolean;
  /** In id, name or description; `null` for all. */
  readonly word: string | null;
}

const PAGE = 200;

/** Prints a line for each skill, by id. Answers the exit code: 0, also for none; 2 when the folder cannot be read. */
export async function skillList({ json, word, data }: SkillListOptions): Promise<number> {
  const config = configOf({ data });
  if (config === null) return FAILED;
  const { registry, close } = readRegistry(config, FAULTS);
  const printer = createPrinter(process.stdout);
  try {
    let cursor: string | null = null;
    do {
      const page = await registry.list({ word, limit: PAGE, cursor });
      if (page.isErr()) {
        complain(page.error.message);
        return FAILED;
      }
      for (const skill of page.value.skills) {
        const shown = toSkill(skill);
        const { id, version, valid, description } = shown;
        const line = `${valid ? "✓" : "✗"} ${id}  ${version ?? "-"}  ${description}`.trimEnd();
        await printer.line(json ? jsonLine(shown) : escapeForDisplay(line));
      }
      cursor = page.value.nextCursor;
    } while (cursor !== null && !printer.closed());
    return 0;
  } finally {
    await close();
  }
}
