// Is this zip a valid skill package?
import type { ArchiveLimits } from "../archive/limits.ts";
import { readArchiveSync } from "../archive/read-archive.ts";
import type { SyncByteSource } from "../bytes/byte-source.ts";
import type { compileSchema } from "../schema/compile-schema.ts";
import { archiveFiles } from "./archive-files.ts";
import type { PackageCodecs } from "./archive-files.ts";
import { archiveWarnings } from "./archive-warnings.ts";
import { examinePackage, NO_SCHEMAS } from "./judge-package.ts";
import type { Examination } from "./judge-package.ts";
import type { JudgingTerms } from "./judging-terms.ts";

/** A skill package as it was uploaded, and the rules that hold for it. */
export interface ArchivedPackage extends JudgingTerms {
  readonly package: SyncByteSource;
  readonly packageLimits: ArchiveLimits;
}

export interface ArchiveExamination {
  /** Whether every entry is read to its end and held to its size and checksum, also those that no rule asks for. */
  readonly verify: boolean;
  /** For the check of an output: whether a string marked `x-type` names an artifact. */
  readonly isArtifact?: (reference: string) => boolean;
  /** How a schema is made ready to be applied, where not by `compileSchema`. */
  readonly compile?: typeof compileSchema | undefined;
}

/** Examines a zipped package; problems of the archive are among the report's. */
export function examineArchive(
  { package: source, packageLimits, ...terms }: ArchivedPackage,
  codecs: PackageCodecs,
  { verify, ...options }: ArchiveExamination,
): Examination {
  const archive = readArchiveSync(source, packageLimits, { strict: terms.strict ?? false });
  if (archive.verdict === "refused") {
    const report = { valid: false, profile: terms.profile, problems: archive.problems, package: null } as const;
    return { report, ...NO_SCHEMAS };
  }
  const files = archiveFiles(source, archive, codecs);
  const { problems, digest } = verify ? files.verify() : { problems: [], digest: () => null };
  const found = [...archiveWarnings(archive.normalisations), ...problems];
  return examinePackage(files, terms, { ...options, found, digest });
}
