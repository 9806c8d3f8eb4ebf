// What can a worker be asked, and what does it answer? Plain data only, since it crosses to another process.
import type {
  ArchiveLimits,
  JsonObject,
  JudgingTerms,
  OutputVerdict,
  PackageReport,
  Problem,
  Profile,
  UploadVerdict,
} from "@mayfly/core";
import type { ExaminedSkill, SkillToExamine } from "../skills/examine-skill.ts";
import type { Fingerprint } from "../skills/fingerprint.ts";
import type { StagedRecord } from "../workspaces/staged-record.ts";
import type { SourceReference } from "./source-reference.ts";

interface JudgePackageTask extends JudgingTerms {
  readonly kind: "judge_package";
  readonly package: SourceReference;
  readonly packageLimits: ArchiveLimits;
}

export interface JudgeUploadTask {
  readonly kind: "judge_upload";
  readonly packageSha256: string | null;
  readonly package: SourceReference;
  readonly packageLimits: ArchiveLimits;
  readonly inputs: SourceReference | null;
  readonly inputLimits: ArchiveLimits;
  readonly parameter: JsonObject;
  readonly profile: Profile;
}

/** The parameters are JSON text, which is read in a fraction of the time that objects take to cross. */
export interface JudgedUpload extends Omit<UploadVerdict, "parameter"> {
  readonly parameter: string;
}

interface JudgeOutputTask {
  readonly kind: "judge_output";
  readonly package: SourceReference;
  readonly packageLimits: ArchiveLimits;
  readonly profile: Profile;
  readonly output: Uint8Array | null;
  readonly artifacts: readonly string[];
}

/** Which folder is left out of the paths: none, the one that everything lies in, or that one by its name. */
export type Stripped = "nothing" | "top folder" | { readonly folder: string };

export interface ExtractTask {
  readonly kind: "extract";
  readonly archive: SourceReference;
  readonly limits: ArchiveLimits;
  /** An absolute path of which the parent exists; what an earlier try left there is removed first. */
  readonly target: string;
  readonly stripped: Stripped;
}

/** Makes the workspace of an attempt, whole. */
export interface StageTask {
  readonly kind: "stage";
  readonly package: SourceReference;
  readonly packageLimits: ArchiveLimits;
  readonly inputs: SourceReference | null;
  readonly inputLimits: ArchiveLimits;
  /** Absolute: where it is made, beside where it then lies. */
  readonly making: string;
  readonly root: string;
  readonly bootId: string;
}

/** Looks at folders of skills, all absolute. */
interface FingerprintTask {
  readonly kind: "fingerprint_skills";
  readonly folders: readonly string[];
}

interface ExamineSkillTask extends SkillToExamine {
  readonly kind: "examine_skill";
}

export type Extraction =
  | { readonly kind: "extracted"; /** Relative paths of the files. */ readonly files: readonly string[] }
  | { readonly kind: "refused"; readonly problems: readonly Problem[] };

export type Staging =
  | { readonly kind: "staged"; readonly record: StagedRecord }
  | { readonly kind: "refused"; readonly problems: readonly Problem[] }
  /** Something lies in one of the places already; nothing was done. */
  | { readonly kind: "occupied" };

/** Each task with its answer. */
export interface PoolAnswers {
  readonly judge_package: PackageReport;
  readonly judge_upload: JudgedUpload;
  readonly judge_output: OutputVerdict;
  readonly extract: Extraction;
  readonly stage: Staging;
  readonly fingerprint_skills: readonly (Fingerprint | null)[];
  readonly examine_skill: ExaminedSkill | null;
}

export type PoolTask =
  | JudgePackageTask
  | JudgeUploadTask
  | JudgeOutputTask
  | ExtractTask
  | StageTask
  | FingerprintTask
  | ExamineSkillTask;
export type AnswerTo<T extends PoolTask> = PoolAnswers[T["kind"]];

/** What a worker says: that it takes tasks; that it begins one, so that only the work is timed; and how it went. */
export type WorkerMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "begun" }
  | { readonly kind: "answered"; readonly answer: PoolAnswers[keyof PoolAnswers] }
  /** The task overflowed the stack: too deep for us, whoever made it so. */
  | { readonly kind: "too_deep" }
  | { readonly kind: "threw"; readonly message: string; readonly code: string | null };
