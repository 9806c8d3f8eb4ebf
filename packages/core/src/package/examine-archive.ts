// Is this zip a valid skill package?
import type { ArchiveLimits } from "../archive/limits.ts";
import { readArchiveSync } from "../archive/read-archive.ts";
import type { SyncByteSource } from "../bytes/byte-source.ts";
import { archiveFiles } from "./archive-files.ts";
import type { PackageCodecs } from "./archive-files.ts";
import { archiveWarnings } from "./archive-warnings.ts";
import { examinePackage } from "./judge-package.ts";
import type { Examination } from "./judge-package.ts";
import type { UnknownFields } from "./profiles.ts";
import type { Profile } from "./report.ts";

/** A skill package as it was uploaded, and the rules that hold for it. */
export interface ArchivedPackage {
  readonly package: SyncByteSource;
  readonly packageLimits: ArchiveLimits;
  readonly profile: Profile;
}

export interface ArchiveExamination {
  /** Whether every entry is read to its end and held to its size and checksum, also those that no rule asks for. */
  readonly verify: boolean;
  /** For the check of an output: whether a string marked `x-type` names an artifact. */
  readonly isArtifact?: (reference: string) => boolean;
  /** Whether what another program may read differently is refused too. */
  readonly strict?: boolean;
  /** What becomes of fields that nobody knows; the profile decides unless given. */
  readonly unknownFields?: UnknownFields;
}

/** Examines a zipped package; problems of the archive are among the report's. */
export function examineArchive(
  { package: source, packageLimits, profile }: ArchivedPackage,
  codecs: PackageCodecs,
  { verify, strict = false, ...options }: ArchiveExamination,
): Examination {
  const archive = readArchiveSync(source, packageLimits, { strict });
  if (archive.verdict === "refused") {
    const report = { valid: false, profile, problems: archive.problems, package: null } as const;
    return { report, checkParameter: null, checkOutput: null };
  }
  const files = archiveFiles(source, archive, codecs);
  const { problems, digest } = verify ? files.verify() : { problems: [], digest: null };
  const found = [...archiveWarnings(archive.normalisations), ...problems];
  return examinePackage(files, profile, { ...options, found, digest });
}
