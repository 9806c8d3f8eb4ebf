// What is left of an install whose process dies at one step, or that is killed while it installs without end?
import { bufferSource, DEFAULT_PACKAGE_LIMITS, type InstallId } from "@mayfly/core";
import { memoryIds } from "@mayfly/core/memory";
import { packedSkill, skillText } from "@mayfly/conformance";
import { createWorkerPool } from "../pool/create-worker-pool.ts";
import { createFileSkillInstaller } from "../skills/create-file-skill-installer.ts";

const [dataDir = "", stepToDieAt = "", first = "1"] = process.argv.slice(2);
const installer = createFileSkillInstaller(dataDir, createWorkerPool({ workers: 1 }), {
  onStep: (step) => void (step === stepToDieAt && process.kill(process.pid, "SIGKILL")),
});

process.stdout.write("installing\n");
for (let n = Number(first); ; n += 1) {
  const plan = {
    install: memoryIds.runId() as string as InstallId,
    id: "demo",
    package: bufferSource(packedSkill("demo", skillText("demo", { version: `${n}.0.0` }))),
    packageLimits: DEFAULT_PACKAGE_LIMITS,
    replaces: n === 1 ? null : `${n - 1}.0.0`,
  };
  (await installer.install(plan, new AbortController().signal))._unsafeUnwrap();
}
