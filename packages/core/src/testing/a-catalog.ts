// Which skills are installed in a test?
import { unzipSync } from "fflate";
import { createMemorySkills, type SkillFiles } from "../memory/memory-skills.ts";
import type { SkillCatalog } from "../ports/skill-catalog.ts";

/** A catalog of `zips` by id, which the test may change at any time. */
export function catalogOf(zips: ReadonlyMap<string, Uint8Array>): SkillCatalog {
  const { catalog, put } = createMemorySkills();
  const known = new Map<string, Uint8Array>();
  const current = (): SkillCatalog => {
    for (const id of known.keys()) if (!zips.has(id)) put(id, null);
    for (const [id, zip] of zips) if (known.get(id) !== zip) put(id, filesOf(zip));
    known.clear();
    for (const [id, zip] of zips) known.set(id, zip);
    return catalog;
  };
  return {
    page: (query) => current().page(query),
    find: (id) => current().find(id),
    schemas: (id) => current().schemas(id),
    pack: (id) => current().pack(id),
  };
}

/** The files below the one folder of a zip. */
function filesOf(zip: Uint8Array): SkillFiles {
  return new Map(Object.entries(unzipSync(zip)).map(([path, bytes]) => [path.slice(path.indexOf("/") + 1), bytes]));
}
