// What do installed skills answer, each call of both ports, in a process of its own?
import { bufferSource, DEFAULT_PACKAGE_LIMITS, type InstallId } from "@mayfly/core";
import { memoryIds } from "@mayfly/core/memory";
import { packedSkill, skillText } from "@mayfly/conformance";
import { createWorkerPool } from "../pool/create-worker-pool.ts";
import { createFileSkillCatalog } from "../skills/create-file-skill-catalog.ts";
import { createFileSkillInstaller } from "../skills/create-file-skill-installer.ts";

const [dataDir = ""] = process.argv.slice(2);
const pool = createWorkerPool();
const catalog = createFileSkillCatalog(dataDir, pool);
const installer = createFileSkillInstaller(dataDir, pool);
const install = memoryIds.runId() as string as InstallId;
const plan = {
  install,
  id: "demo",
  package: bufferSource(packedSkill("demo", skillText("demo"))),
  packageLimits: DEFAULT_PACKAGE_LIMITS,
  replaces: null,
};
const calls = {
  page: () => catalog.page({ word: null, limit: 200, cursor: null }),
  find: () => catalog.find("demo"),
  schemas: () => catalog.schemas("demo"),
  pack: () => catalog.pack("demo"),
  install: () => installer.install(plan, new AbortController().signal),
  remove: () => installer.remove("demo", "1.0.0"),
  left: () => installer.left(),
  settle: () => installer.settle(install, "old"),
};
const answers: Record<string, string> = {};
for (const [name, call] of Object.entries(calls)) {
  const answer = await call();
  answers[name] = answer.isOk() ? "ok" : answer.error.kind;
}
await pool.close();
process.stdout.write(JSON.stringify(answers));
