// `mayfly skill show`: what is known of one installed skill?
import { escapeForDisplay } from "@mayfly/core";
import { toShownSkill } from "@mayfly/core/contract";
import { jsonLine } from "../archives/json-line.ts";
import { findingsOf } from "../archives/inspection.ts";
import { readRegistry } from "../compose-registry.ts";
import { complain, configOf, FAILED, FAULTS, REFUSED, type SkillOptions } from "../skills/skill-command.ts";

export interface SkillShowOptions extends SkillOptions {
  readonly json: boolean;
}

/** Answers the exit code: 0 shown, also when it is broken; 1 when there is none; 2 when the folder cannot be read. */
export async function skillShow(id: string, { json, data }: SkillShowOptions): Promise<number> {
  const config = configOf({ data });
  if (config === null) return FAILED;
  const { registry, close } = readRegistry(config, FAULTS);
  try {
    const found = await registry.schemas(id);
    if (found.isErr()) {
      const { code, message } = found.error;
      complain(code === "SKILL_NOT_FOUND" ? `No skill ${id} is installed.` : message);
      return code === "SKILL_NOT_FOUND" ? REFUSED : FAILED;
    }
    const shown = toShownSkill(found.value);
    if (json) process.stdout.write(`${jsonLine(shown)}\n`);
    else {
      const inputs = shown.inputs.map(({ key, required }) => (required ? key : `${key} (optional)`));
      const lines = [
        ["id", shown.id],
        ["name", shown.name],
        ["version", shown.version ?? "-"],
        ["valid", shown.valid ? "yes" : "no, so it cannot be run"],
        ["engines", shown.engines.join(", ") || "every engine"],
        ["inputs", inputs.join(", ") || "none"],
        ["about", shown.description],
        ["digest", shown.content_digest ?? "-"],
      ].map(([name = "", value = ""]) => `${name.padEnd(8)} ${value}`.trimEnd());
      for (const { code, detail } of findingsOf(found.value.skill.report.problems))
        lines.push(`    ${code}  ${detail}`);
      process.stdout.write(`${lines.map(escapeForDisplay).join("\n")}\n`);
    }
    return 0;
  } finally {
    await close();
  }
}
