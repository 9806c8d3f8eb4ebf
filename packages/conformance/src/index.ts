// Which suites are there for authors of adapters?
export { describeUploads, type UploadsUnderTest } from "./describe-uploads.ts";
export { aRun, aStep, idAt, keepRun, NO_GUARD, wayTo, type Wish } from "./a-run.ts";
export { describeClock } from "./describe-clock.ts";
export { describeIds } from "./describe-ids.ts";
export { describeRunSignals } from "./describe-run-signals.ts";
export { describeJudge, type JudgeUnderTest } from "./describe-judge.ts";
export { describeRunCache } from "./describe-run-cache.ts";
export { describeRunQueue } from "./describe-run-queue.ts";
export { describeRunStore } from "./describe-run-store.ts";
export type { OpenRecords, RecordsUnderTest } from "./records-under-test.ts";
export type { Traits } from "./traits.ts";
export { describeRunOutputs } from "./describe-run-outputs.ts";
export type { RunOutputsUnderTest } from "./run-outputs/run-outputs-under-test.ts";
export { describeWorkspaces, type WorkspacesUnderTest } from "./describe-workspaces.ts";
export { describeInstallStore, type InstallStoreUnderTest } from "./describe-install-store.ts";
export { describeSkillCatalog, type SkillCatalogUnderTest } from "./describe-skill-catalog.ts";
export { describeSkillInstaller, type SkillInstallerUnderTest } from "./describe-skill-installer.ts";
export { bytesByPath, packedSkill, skillText, type SkillText, type SkillWish } from "./a-skill.ts";
