// How does another tool ask whether a package is good?
import { err, ok } from "neverthrow";
import type { Result } from "neverthrow";
import { DEFAULT_PACKAGE_LIMITS } from "../archive/limits.ts";
import type { ArchiveLimits } from "../archive/limits.ts";
import { blobSource } from "../bytes/blob-source.ts";
import { bufferSource } from "../bytes/buffer-source.ts";
import type { ByteSource, SyncByteSource } from "../bytes/byte-source.ts";
import { tableCrc32 } from "../bytes/crc32.ts";
import { fflateInflate } from "../bytes/fflate-inflate.ts";
import { nobleSha256 } from "../bytes/noble-sha256.ts";
import type { VerifiableFiles } from "./archive-files.ts";
import { examineArchive } from "./examine-archive.ts";
import type { PackageCodecs } from "./archive-files.ts";
import { examinePackage } from "./judge-package.ts";
import type { JudgingTerms } from "./judging-terms.ts";
import type { PackageReport, ValidationReport } from "./report.ts";

/** The profile is `autoskill` unless given. */
export interface ValidateFilesOptions extends Partial<JudgingTerms> {
  /** What the report calls the package: a path or a name. A `File` has its own. */
  readonly file?: string;
}

export interface ValidateOptions extends ValidateFilesOptions {
  /** Of the archive; those of a server by default. */
  readonly limits?: ArchiveLimits;
  /** fflate and plain JavaScript unless given; the system's are faster, see `@mayfly/adapter-fs`. */
  readonly codecs?: PackageCodecs;
}

/** Why there is no report: the bytes could not be read. */
export interface UnreadableSource {
  readonly code: "SOURCE_UNREADABLE";
  readonly message: string;
  readonly cause: unknown;
}

/**
 * Why there is no report: a schema had to be compiled, and this environment lets no text become code. A page needs
 * `script-src 'unsafe-eval'` for that, or a worker with a content security policy of its own.
 */
export interface EvaluationRefused {
  readonly code: "EVALUATION_REFUSED";
  readonly message: string;
  readonly cause: EvalError;
}

/**
 * Judges a zipped skill package: bytes, a `Blob` or `File`, or any `ByteSource`. A bad package is an answer, with
 * `valid: false`; the errors are for a source that cannot be read and for a place where schemas cannot be compiled. What
 * is larger than `limits.maxBytes` is not read.
 *
 * Applies the schemas of whoever made the package, within bounds, so it may hold this thread for a second or two.
 */
export async function validateSkillPackage(
  source: Uint8Array | Blob | ByteSource,
  options: ValidateOptions = {},
): Promise<Result<ValidationReport, UnreadableSource | EvaluationRefused>> {
  const name = "name" in source && typeof source.name === "string" ? { file: source.name } : {};
  const { maxBytes } = options.limits ?? DEFAULT_PACKAGE_LIMITS;
  let read: SyncByteSource;
  try {
    read = await wholeOf(source, maxBytes);
  } catch (cause) {
    const message = `Cannot read the package: ${cause instanceof Error ? cause.message : String(cause)}`;
    return err({ code: "SOURCE_UNREADABLE", message, cause });
  }
  try {
    return ok(validateArchive(read, { ...name, ...options }));
  } catch (cause) {
    if (!(cause instanceof EvalError)) throw cause;
    const message = "Cannot judge the package here: its schemas have to be compiled, which `unsafe-eval` would allow.";
    return err({ code: "EVALUATION_REFUSED", message, cause });
  }
}

/**
 * The same for bytes that are at hand, such as a file in a worker. Throws only what the source throws, and an
 * `EvalError` where schemas cannot be compiled.
 */
export function validateArchive(source: SyncByteSource, options: ValidateOptions = {}): ValidationReport {
  const { limits = DEFAULT_PACKAGE_LIMITS, codecs = PLAIN_CODECS, profile = "autoskill" } = options;
  const archived = { ...options, package: source, packageLimits: limits, profile };
  return reported(examineArchive(archived, codecs, { verify: true }).report, options);
}

/** The same for files that lie in no archive, judged as if packed. */
export function validateFiles(files: VerifiableFiles, options: ValidateFilesOptions = {}): ValidationReport {
  const { problems: found, digest } = files.verify();
  const terms = { ...options, profile: options.profile ?? "autoskill" };
  return reported(examinePackage(files, terms, { found, digest }).report, options);
}

const PLAIN_CODECS: PackageCodecs = { inflate: fflateInflate, checksum: tableCrc32, sha256: nobleSha256 };

function reported(report: PackageReport, { file }: ValidateFilesOptions): ValidationReport {
  return { schema_version: 1, file: file ?? null, ...report };
}

/** What is larger than `most` has a size alone, which is all that its refusal looks at. */
async function wholeOf(source: Uint8Array | Blob | ByteSource, most: number): Promise<SyncByteSource> {
  if (source instanceof Uint8Array) return bufferSource(source);
  const bytes = source instanceof Blob ? blobSource(source) : source;
  if (bytes.size > most) return { size: bytes.size, readSync: () => new Uint8Array(0) };
  return bufferSource(await bytes.read(0, bytes.size));
}
