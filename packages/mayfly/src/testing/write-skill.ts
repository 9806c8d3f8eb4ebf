// How does a test put a skill into a folder by hand?
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { skillZip, type SkillParts } from "./skill.ts";

/** Writes the files of the package `id` as the folder `<parent>/<id>`, and gives its path. */
export function writeSkill(parent: string, id: string, parts: SkillParts): string {
  for (const [name, content] of Object.entries(unzipSync(skillZip(id, parts)))) {
    mkdirSync(dirname(join(parent, name)), { recursive: true });
    writeFileSync(join(parent, name), content);
  }
  return join(parent, id);
}
