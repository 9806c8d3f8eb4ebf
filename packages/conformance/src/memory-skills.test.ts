// Are memory skills a catalog and an installer?
import { createMemorySkills } from "@mayfly/core/memory";
import { describeSkillCatalog } from "./describe-skill-catalog.ts";
import { describeSkillInstaller } from "./describe-skill-installer.ts";

describeSkillCatalog("createMemorySkills()", async () => {
  const { catalog, put } = createMemorySkills();
  return { catalog, put: async (id, files) => put(id, files), close: async () => undefined };
});

describeSkillInstaller("createMemorySkills()", async () => {
  const { catalog, installer, archived, breakOff } = createMemorySkills();
  return { catalog, installer, archived: async (id) => archived(id), breakOff, close: async () => undefined };
});
