// Is the skill package at this path good, be it a zip or a folder?
import {
  DEFAULT_PACKAGE_LIMITS,
  validateArchive,
  validateFiles,
  type UnreadableSource,
  type ValidateOptions,
  type ValidationReport,
} from "@mayfly/core";
import { err, ok, type Result } from "neverthrow";
import { nodeSha256 } from "../digest/node-sha256.ts";
import { zlibCrc32 } from "../inflate/zlib-crc32.ts";
import { zlibInflate } from "../inflate/zlib-inflate.ts";
import { isSystemError } from "../system/attempt-system.ts";
import { UnusableFile } from "../system/unusable-file.ts";
import { withPackageAt, type PackageAt } from "./with-package-at.ts";

export type ValidateAtOptions = Omit<ValidateOptions, "codecs">;

/**
 * Judges the zip or the folder at `path`, reading a zip in pieces and following no link of a folder. A folder gets the
 * report of the zip that `mayfly pack` makes of it; its links and special files are problems beside the others. Its
 * packed size is not known and not judged. The error is for what cannot be read. Holds this thread for the time it
 * takes.
 */
export function validateSkillPackageAt(
  path: string,
  options: ValidateAtOptions = {},
): Result<ValidationReport, UnreadableSource> {
  const { limits = DEFAULT_PACKAGE_LIMITS } = options;
  try {
    return ok(withPackageAt(path, limits, (opened) => judged(opened, { file: path, ...options })));
  } catch (cause) {
    if (!isSystemError(cause) && !(cause instanceof UnusableFile)) throw cause;
    return err({ code: "SOURCE_UNREADABLE", message: `Cannot read the package: ${cause.message}`, cause });
  }
}

function judged(opened: PackageAt, options: ValidateAtOptions): ValidationReport {
  switch (opened.kind) {
    case "archive":
      return validateArchive(opened.source, { ...options, codecs: CODECS });
    case "folder":
      return validateFiles(opened.files, options);
    case "too much": {
      const { file = null, profile = "autoskill" } = options;
      return { schema_version: 1, file, valid: false, profile, problems: opened.problems, package: null };
    }
  }
}

const CODECS = { inflate: zlibInflate, checksum: zlibCrc32, sha256: nodeSha256 };
