// What must a judge of packages, inputs and outputs promise?
import type { Result } from "neverthrow";
import type { ArchiveLimits } from "../archive/limits.ts";
import type { ByteSource } from "../bytes/byte-source.ts";
import type { UploadVerdict } from "../package/judge-upload.ts";
import type { JudgingTerms } from "../package/judging-terms.ts";
import type { PackageReport, Profile } from "../package/report.ts";
import type { OutputVerdict } from "../result/judge-output.ts";
import type { JsonObject } from "../run/json.ts";
import type { Fault } from "./fault.ts";

interface HeldPackage {
  readonly package: ByteSource;
  readonly packageLimits: ArchiveLimits;
  readonly profile: Profile;
}

export interface PackageToJudge extends HeldPackage, JudgingTerms {}

export interface UploadToJudge extends HeldPackage {
  /** The SHA-256 of the package where it is known: a judge may remember what it said of the same bytes. */
  readonly packageSha256: string | null;
  readonly inputs: ByteSource | null;
  readonly inputLimits: ArchiveLimits;
  readonly parameter: JsonObject;
}

/** The package is the one that was run, which holds the output schema. */
export interface OutputToJudge extends HeldPackage {
  /** The raw document that the program wrote, `null` when it wrote none. */
  readonly output: Uint8Array | null;
  /** Paths `artifacts/…` that were collected. */
  readonly artifacts: readonly string[];
}

/**
 * Every answer is plain data. A package that takes too long or too much memory to judge is an answer too
 * (`PACKAGE_TOO_COSTLY`), never a fault; an abort may end the judging, and is one then. Strangers' schemas and patterns must not run where they can hold up the caller.
 */
export interface Judge {
  /** Judges a package alone, its content digest included. */
  judgePackage(pkg: PackageToJudge, signal: AbortSignal): Promise<Result<PackageReport, Fault>>;
  judgeUpload(upload: UploadToJudge, signal: AbortSignal): Promise<Result<UploadVerdict, Fault>>;
  judgeOutput(output: OutputToJudge, signal: AbortSignal): Promise<Result<OutputVerdict, Fault>>;
}
