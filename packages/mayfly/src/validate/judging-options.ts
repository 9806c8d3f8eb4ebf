// What do the flags of `mayfly validate` mean to the validator?
import type { ArchiveLimits, Profile, ValidateOptions } from "@mayfly/core";

export interface JudgingFlags {
  readonly profile: Profile;
  /** What is else only a warning, about unknown fields or the archive, refuses. */
  readonly strict: boolean;
  /** Unknown fields are only a warning, also where the profile refuses them. */
  readonly lenient: boolean;
  readonly limits: ArchiveLimits;
}

export interface JudgingOptions extends Omit<ValidateOptions, "codecs" | "file"> {
  readonly limits: ArchiveLimits;
}

export function judgingOptions({ profile, strict, lenient, limits }: JudgingFlags): JudgingOptions {
  return { profile, limits, ...(strict ? { strict } : {}), ...(lenient ? { unknownFields: "warn" } : {}) };
}
