// Are skills in folders a catalog and an installer?
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import { describeSkillCatalog, describeSkillInstaller } from "@mayfly/conformance";
import { placesOf } from "../data-folder/places.ts";
import { createWorkerPool } from "../pool/create-worker-pool.ts";
import { tolerating } from "../system/attempt-system.ts";
import { freshDataFolder } from "../testing/fresh-data-folder.ts";
import { createFileSkillCatalog } from "./create-file-skill-catalog.ts";
import { extractInPool } from "../workspaces/extract-in-pool.ts";
import { createFileSkillInstaller } from "./create-file-skill-installer.ts";
import { newSkillIn, writePlan } from "./swap-plan.ts";
import { archiveOld, nameInArchive } from "./swap-skill.ts";

const pool = createWorkerPool({ workers: 2, wallMs: 20_000 });
afterAll(() => pool.close());

describeSkillCatalog("createFileSkillCatalog()", async () => {
  const data = await freshDataFolder();
  const { skill, tmp } = placesOf(data.path);
  let count = 0;
  return {
    catalog: createFileSkillCatalog(data.path, pool),
    async put(id, files) {
      await rm(skill(id), { recursive: true, force: true });
      if (files === null) return;
      const made = join(tmp, `by-hand.${(count += 1)}`);
      for (const [path, bytes] of files) {
        await mkdir(dirname(join(made, path)), { recursive: true });
        await writeFile(join(made, path), bytes);
      }
      await rename(made, skill(id));
    },
    unavailable: data.takeAway,
    close: data.close,
  };
});

describeSkillInstaller("createFileSkillInstaller()", async () => {
  const data = await freshDataFolder();
  const places = placesOf(data.path);
  return {
    catalog: createFileSkillCatalog(data.path, pool),
    installer: createFileSkillInstaller(data.path, pool),
    archived: async (id) => (await tolerating(["ENOENT"], readdir(places.archive(id)))) ?? [],
    async breakOff({ install, id, package: source, packageLimits, replaces }) {
      const folder = places.install(install);
      await mkdir(folder, { recursive: true });
      const signal = new AbortController().signal;
      (await extractInPool(pool, source, packageLimits, newSkillIn(folder), { folder: id }, signal))._unsafeUnwrap();
      const plan = { id, archivedAs: await nameInArchive(places, id, replaces) };
      await writePlan(folder, plan);
      await archiveOld(places, plan);
    },
    unavailable: data.takeAway,
    close: data.close,
  };
});
