// Which skills are installed in a test?
import { ok } from "neverthrow";
import { bufferSource } from "../bytes/buffer-source.ts";
import { validateArchive } from "../package/validate-skill-package.ts";
import type { PackedSkill, SkillCatalog } from "../ports/skill-catalog.ts";
import { BIRTH } from "./a-run.ts";

/** A catalog of `zips` by id, which the test may change at any time. */
export function catalogOf(zips: Map<string, Uint8Array>): SkillCatalog {
  const packed = (id: string): PackedSkill | null => {
    const zip = zips.get(id);
    if (zip === undefined) return null;
    const source = bufferSource(zip);
    const { file: _, schema_version: __, ...report } = validateArchive(source);
    return { skill: { id, report, changedAt: BIRTH }, package: source };
  };
  return {
    page: async () =>
      ok({ skills: [...zips.keys()].toSorted().flatMap((id) => packed(id)?.skill ?? []), nextCursor: null }),
    find: async (id) => ok(packed(id)?.skill ?? null),
    schemas: async () => ok(null),
    pack: async (id) => ok(packed(id)),
  };
}
