// What do two installs of a skill and its removal answer, and what do they leave in the data folder?
import { readdir } from "node:fs/promises";
import { bufferSource, DEFAULT_PACKAGE_LIMITS, type InstallId } from "@mayfly/core";
import { memoryIds } from "@mayfly/core/memory";
import { packedSkill, skillText } from "@mayfly/conformance";
import { openDataFolder } from "../data-folder/open-data-folder.ts";
import { placesOf } from "../data-folder/places.ts";
import { createWorkerPool } from "../pool/create-worker-pool.ts";
import { createFileSkillCatalog } from "../skills/create-file-skill-catalog.ts";
import { createFileSkillInstaller } from "../skills/create-file-skill-installer.ts";
import { tolerating } from "../system/attempt-system.ts";

const opened = await openDataFolder(process.argv[2] ?? "");
const told = opened.isErr() ? { opening: opened.error.message } : await installTwice(opened.value.path);
process.stdout.write(JSON.stringify(told));

async function installTwice(path: string): Promise<object> {
  const pool = createWorkerPool({ workers: 1 });
  const installer = createFileSkillInstaller(path, pool);
  const answers: string[] = [];
  for (const [version, replaces] of [
    ["1.0.0", null],
    ["2.0.0", "1.0.0"],
  ] as const) {
    const plan = {
      install: memoryIds.runId() as string as InstallId,
      id: "demo",
      package: bufferSource(packedSkill("demo", skillText("demo", { version }))),
      packageLimits: DEFAULT_PACKAGE_LIMITS,
      replaces,
    };
    const installed = await installer.install(plan, new AbortController().signal);
    answers.push(
      installed.match(
        () => "installed",
        (why) => ("message" in why ? why.message : why.kind),
      ),
    );
  }
  const found = await createFileSkillCatalog(path, pool).find("demo");
  const version = found._unsafeUnwrap()?.report.package?.version ?? null;
  const removed = await installer.remove("demo", version);
  answers.push(
    removed.match(
      (gone) => (gone === null ? "nothing to remove" : "removed"),
      ({ message }) => message,
    ),
  );
  await pool.close();
  const { installs, skills, archive } = placesOf(path);
  const list = async (folder: string): Promise<readonly string[]> =>
    (await tolerating(["ENOENT"], readdir(folder))) ?? [];
  return { answers, version, left: [await list(installs), await list(skills), await list(archive("demo"))] };
}
