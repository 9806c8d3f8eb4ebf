// How are installed skills read that lie in memory?
import { ok } from "neverthrow";
import { writeArchive, type ContentFile } from "../archive/write-archive.ts";
import { bufferSource } from "../bytes/buffer-source.ts";
import { nobleSha256 } from "../bytes/noble-sha256.ts";
import { contentFiles } from "../package/content-files.ts";
import { examinePackage } from "../package/judge-package.ts";
import type { PackageReport, Profile } from "../package/report.ts";
import type { SkillCatalog } from "../ports/skill-catalog.ts";
import type { CatalogedSkill } from "../skill/cataloged-skill.ts";
import type { JsonValue } from "../run/json.ts";
import { holdsWord } from "../skill/holds-word.ts";
import { isSkillId } from "../skill/skill-id.ts";

type SkillFiles = ReadonlyMap<string, Uint8Array>;

/** Reads `skills`, which others change. A skill is judged once, as long as its files are the same map. */
export function createMemoryCatalog(skills: ReadonlyMap<string, SkillFiles>, profile: Profile): SkillCatalog {
  const judged = new WeakMap<SkillFiles, CatalogedSkill>();
  const look = (id: string): { skill: CatalogedSkill; files: SkillFiles } | null => {
    const files = isSkillId(id) ? skills.get(id) : undefined;
    if (files === undefined) return null;
    const skill = judged.get(files) ?? { id, report: reportOn(id, files, profile), changedAt: Date.now() };
    judged.set(files, skill);
    return { skill, files };
  };

  return {
    async page({ word, limit, cursor }) {
      const after = cursor !== null && isSkillId(cursor) ? cursor : "";
      const ids = [...skills.keys()].filter((id) => id > after && isSkillId(id)).toSorted();
      const found = ids
        .flatMap((id) => look(id)?.skill ?? [])
        .filter((skill) => word === null || holdsWord(skill, word));
      const shown = found.slice(0, limit);
      return ok({ skills: shown, nextCursor: found.length > shown.length ? (shown.at(-1)?.id ?? null) : null });
    },
    async find(id) {
      return ok(look(id)?.skill ?? null);
    },
    async schemas(id) {
      const found = look(id);
      if (found === null) return ok(null);
      const { skill, files } = found;
      const paths = skill.report.package?.schemas ?? null;
      const read = (path: string | undefined): JsonValue => documentOf(files.get(path ?? ""));
      return ok({ skill, input: read(paths?.input), parameter: read(paths?.parameter), output: read(paths?.output) });
    },
    async pack(id) {
      const found = look(id);
      if (found === null) return ok(null);
      const { skill, files } = found;
      if (!skill.report.valid) return ok({ skill, package: bufferSource(new Uint8Array(0)) });
      // A valid skill has no names that an archive refuses.
      return ok({ skill, package: bufferSource(writeArchive(tree(id, files))._unsafeUnwrap()) });
    },
  };
}

function reportOn(id: string, files: SkillFiles, profile: Profile): PackageReport {
  const content = contentFiles(tree(id, files), nobleSha256);
  const { problems: found, digest } = content.verify();
  return examinePackage(content, { profile }, { found, digest }).report;
}

function tree(id: string, files: SkillFiles): readonly ContentFile[] {
  return [...files].map(([path, bytes]) => ({ path: `${id}/${path}`, bytes }));
}

function documentOf(bytes: Uint8Array | undefined): JsonValue {
  if (bytes === undefined) return null;
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as JsonValue;
  } catch {
    // The report says what is wrong with it.
    return null;
  }
}
