// What does @mayfly/core give to those who embed it?
export type {
  AcceptedArchive,
  ArchiveEntry,
  ArchiveVerdict,
  Normalisation,
  RefusedArchive,
} from "./archive/archive.ts";
export type { ArchiveLimits } from "./archive/limits.ts";
export { DEFAULT_INPUT_LIMITS, DEFAULT_PACKAGE_LIMITS } from "./archive/limits.ts";
export { normaliseArchive, type NormalisedArchive } from "./archive/normalise-archive.ts";
export { isJunk } from "./archive/junk.ts";
export type { ArchivePart, StoredArchivePlan, StoredFile } from "./archive/plan-stored-archive.ts";
export { planStoredArchive } from "./archive/plan-stored-archive.ts";
export { inspectArchive, inspectArchiveSync, type InspectOptions } from "./archive/inspect-archive.ts";
export { readArchive, readArchiveSync } from "./archive/read-archive.ts";
export type { ReadOptions } from "./archive/walk-archive.ts";
export type { EntryCodecs } from "./archive/entry-content.ts";
export { readEntry, readEntrySync, streamEntry, streamEntrySync } from "./archive/read-entry.ts";
export { writeArchive, type ContentFile } from "./archive/write-archive.ts";
export { writeStoredArchive } from "./archive/write-stored-archive.ts";
export { blobSource } from "./bytes/blob-source.ts";
export { nobleSha256 } from "./bytes/noble-sha256.ts";
export type { Sha256, Sha256Stream } from "./bytes/sha256.ts";
export { bufferSource } from "./bytes/buffer-source.ts";
export type { ByteSource, SyncByteSource } from "./bytes/byte-source.ts";
export type { Checksum } from "./bytes/checksum.ts";
export { tableCrc32 } from "./bytes/crc32.ts";
export { fflateInflate } from "./bytes/fflate-inflate.ts";
export { ONE_CALL_BYTES } from "./bytes/inflate.ts";
export type { Inflate, InflateFault, InflateStream } from "./bytes/inflate.ts";
export type { CacheEntry } from "./cache/cache-entry.ts";
export type { InputDigest } from "./cache/cache-key.ts";
export { dueAt } from "./cleanup/due-at.ts";
export { createMayfly, type Mayfly } from "./lifecycle/mayfly.ts";
export { DEFAULT_MAYFLY_OPTIONS, type MayflyOptions } from "./lifecycle/options.ts";
export type { Bundle } from "./lifecycle/read-bundle.ts";
export type { CanceledRun } from "./lifecycle/cancel-run.ts";
export { cacheStats, clearCache, type CacheContext, type ClearedCache } from "./lifecycle/clear-cache.ts";
export type { CreateJob } from "./lifecycle/create-job.ts";
export type { CreateRun } from "./lifecycle/create-run.ts";
export { createRegistry, DEFAULT_REGISTRY_OPTIONS, type Registry } from "./lifecycle/registry.ts";
export type { InstallAddress } from "./lifecycle/find-install.ts";
export type { InstallSkill, StartedInstall } from "./lifecycle/install-skill.ts";
export type { RegistryOptions, RegistryPorts } from "./lifecycle/registry-context.ts";
export type { RemovedSkill } from "./lifecycle/remove-skill.ts";
export type { PlacedPage, PlacedRun } from "./lifecycle/place-in-queue.ts";
export type { EndedRun, ReadLogs } from "./lifecycle/read-run.ts";
export { refusal, type Refusal } from "./lifecycle/refusal.ts";
export type { RunAddress } from "./lifecycle/find-run.ts";
export type { StagedRun } from "./lifecycle/stage-run.ts";
export { Turns } from "./lifecycle/turns.ts";
export type { InstallSweepOptions, InstallSweepReport } from "./lifecycle/sweep-installs.ts";
export type { SweepAction, SweepOptions, SweepReport } from "./lifecycle/sweep-tally.ts";
export type { TakenRun } from "./lifecycle/execute-run.ts";
export type { UploadSession } from "./lifecycle/receive-upload.ts";
export type { PackagePlace } from "./lifecycle/hold-package.ts";
export type {
  ArtifactContract,
  FieldContract,
  InputContract,
  OutputContract,
  PackageContract,
  PackageReport,
  ParameterContract,
  Profile,
  RunnableProfile,
  ValidationReport,
} from "./package/report.ts";
export { SCRIPT_HEAD_BYTES, scriptInterpreter, scriptLanguage } from "./package/script-program.ts";
export { checkPath, isSafeRelativePath } from "./path/check-path.ts";
export { escapeForDisplay } from "./path/escape-for-display.ts";
export { isRefusedCharacter } from "./path/refused-character.ts";
export { findCollisions } from "./path/find-collisions.ts";
export type { Clock } from "./ports/clock.ts";
export { COUNTERS, labelSets, type CounterLabels, type CounterName } from "./ports/counter-table.ts";
export type { Counters } from "./ports/counters.ts";
export type { Engine, EngineDescription, EngineJob, EngineLimits, EngineOutcome } from "./ports/engine.ts";
export type { Fault } from "./ports/fault.ts";
export type { Ids } from "./ports/ids.ts";
export type { Judge, OutputToJudge, PackageToJudge, UploadToJudge } from "./ports/judge.ts";
export type { Log } from "./ports/log.ts";
export type { Ports } from "./ports/ports.ts";
export type { Removal } from "./ports/removal.ts";
export type {
  Collected,
  CollectLimits,
  LogSlice,
  LogStream,
  LogWriter,
  OpenedFile,
  OutputFile,
  RunOutputs,
} from "./ports/run-outputs.ts";
export type { CacheStats, Placed, Placement, PlaceQuery, RunCache, Ways } from "./ports/run-cache.ts";
export type { RunQueue } from "./ports/run-queue.ts";
export type { RunSignals } from "./ports/run-signals.ts";
export type {
  Conflict,
  CountGuard,
  Full,
  HistoryEntry,
  KeptKey,
  KeyName,
  Page,
  PageQuery,
  Repeated,
  RequestKey,
  RunStore,
} from "./ports/run-store.ts";
export type { OpenedPart, ReceivedPart, ReceiveRefusal, UploadPart, Uploads } from "./ports/uploads.ts";
export type { Aborted, Staged, StagingPlan, StagingRefusal, WorkspacePaths, Workspaces } from "./ports/workspaces.ts";
export { PROBLEM_CODES, type ProblemCode } from "./problem/codes.ts";
export { hasError, problem, warning, type Problem, type Severity } from "./problem/problem.ts";
export { LOG_LIMIT_MARK, logRoom } from "./result/log-limit.ts";
export type { JsonObject, JsonValue } from "./run/json.ts";
export {
  isOver,
  isTerminal,
  phasesOf,
  PHASES,
  PLACE_HOLDING_PHASES,
  statusOf,
  VISIBLE_PHASES,
  type Phase,
  type Status,
} from "./run/phase.ts";
export { isRunId, type AttemptId, type RunId } from "./run/run-id.ts";
export { DEFAULT_RUN_OPTIONS, type RunOptions } from "./run/run-options.ts";
export type {
  CacheUse,
  EpochMs,
  Outcome,
  ProcessIdentity,
  Run,
  RunError,
  RunIn,
  RunKind,
  RunRequest,
  RunSkill,
  RunState,
  RunWarning,
} from "./run/run.ts";
export type { Receipt, TemporaryFiles } from "./run/temporary-files.ts";
export type { UploadMark } from "./run/upload-mark.ts";
export { MOVES, transition, type Changes, type IllegalMove, type Move, type Transition } from "./run/transition.ts";
export {
  validateArchive,
  validateFiles,
  validateSkillPackage,
  type EvaluationRefused,
  type UnreadableSource,
  type ValidateFilesOptions,
  type ValidateOptions,
} from "./package/validate-skill-package.ts";
export type { VerifiableFiles, Verification } from "./package/archive-files.ts";
export { contentFiles } from "./package/content-files.ts";
export { contentDigest, type DigestedFile } from "./package/content-digest.ts";
export type { PackageCodecs } from "./package/archive-files.ts";
export { examineArchive, type ArchivedPackage } from "./package/examine-archive.ts";
export type { Examination } from "./package/judge-package.ts";
export { examinePackage, judgePackage } from "./package/judge-package.ts";
export { judgeUpload, type UploadVerdict, type SyncUpload } from "./package/judge-upload.ts";
export { KnownPackages } from "./package/known-packages.ts";
export type { PackageEntry, PackageFiles } from "./package/package-files.ts";
export {
  PROFILES,
  type ProfileRules,
  type RunnerJsonRules,
  type SkillMdRules,
  type UnknownFields,
} from "./package/profiles.ts";
export { parseVersion, type Version } from "./package/version.ts";
export { FRONT_MATTER_FIELDS, type FrontMatterRule } from "./package/front-matter-table.ts";
export type { FieldRule, FieldTable, FieldTypes } from "./package/field-rule.ts";
export {
  ARTIFACT_FIELDS,
  ENTRYPOINT_FIELDS,
  RUNNER_FIELDS,
  SCHEMAS_FIELDS,
  type SchemaKind,
} from "./package/runner-fields.ts";
export { SCHEMA_MEMBERS, type SchemaMember } from "./package/schema-members.ts";
export type { JudgingTerms } from "./package/judging-terms.ts";
export type { InstallStore } from "./ports/install-store.ts";
export type { PackedSkill, SkillCatalog, SkillPage, SkillQuery } from "./ports/skill-catalog.ts";
export type { CatalogedSkill, SkillSchemas } from "./skill/cataloged-skill.ts";
export type { Archived, Half, InstallPlan, SkillInstaller } from "./ports/skill-installer.ts";
export { archiveName } from "./skill/archive-name.ts";
export { isSkillId } from "./skill/skill-id.ts";
export { compareVersions } from "./skill/compare-versions.ts";
export { decideInstall } from "./skill/decide-install.ts";
export { holdsWord } from "./skill/holds-word.ts";
export type { Install, InstallAction, InstallError, InstallId, InstallState } from "./skill/install.ts";
export { matchesPattern } from "./result/artifact-pattern.ts";
export { judgeOutput, type OutputVerdict, type SyncOutput } from "./result/judge-output.ts";
