// Can this package run with these inputs and parameters?
import type { ArchiveLimits } from "../archive/limits.ts";
import { readArchiveSync } from "../archive/read-archive.ts";
import type { SyncByteSource } from "../bytes/byte-source.ts";
import type { Problem } from "../problem/problem.ts";
import type { JsonObject } from "../schema/json.ts";
import { archiveWarnings } from "./archive-warnings.ts";
import { examineArchive } from "./examine-archive.ts";
import type { PackageCodecs } from "./archive-files.ts";
import type { ArchivedPackage } from "./examine-archive.ts";
import type { Examination } from "./judge-package.ts";
import type { KnownPackages } from "./known-packages.ts";
import { judgeInputs } from "./judge-inputs.ts";
import { judgeParameter } from "./judge-parameter.ts";
import type { PackageContract, PackageReport } from "./report.ts";

export interface SyncUpload extends ArchivedPackage {
  /** The SHA-256 of the package, `null` where nobody has made it. */
  readonly packageSha256: string | null;
  readonly inputs: SyncByteSource | null;
  readonly inputLimits: ArchiveLimits;
  readonly parameter: JsonObject;
}

export interface UploadVerdict {
  readonly report: PackageReport;
  /** Problems of the inputs and of the parameters; empty while the package itself is refused. */
  readonly problems: readonly Problem[];
  /** The parameters after defaults. */
  readonly parameter: JsonObject;
}

/**
 * Judges an upload. Every entry of the package is read to its end and held to its size and checksum; what the inputs
 * hold is held to theirs when they are extracted, in the same call, since a gigabyte of them takes longer than a
 * verdict may. A package that is `known` is not read at all. Inputs and parameters are judged only for a valid package.
 * Compiles the schemas of strangers: not for a server's main thread.
 */
export function judgeUpload(upload: SyncUpload, codecs: PackageCodecs, known?: KnownPackages): UploadVerdict {
  const examine = (): Examination => examineArchive(upload, codecs, { verify: true, compile: known?.schemas.compile });
  const { packageSha256: digest } = upload;
  const examination = known === undefined || digest === null ? examine() : known.examine(digest, upload, examine);
  const { report, checkParameter } = examination;
  if (!report.valid || report.package === null || checkParameter === null)
    return { report, problems: [], parameter: upload.parameter };
  const { parameter, problems } = judgeParameter(upload.parameter, checkParameter);
  return { report, problems: [...judgeInputArchive(upload, report.package), ...problems], parameter };
}

function judgeInputArchive(upload: SyncUpload, contract: PackageContract): Problem[] {
  if (upload.inputs === null) return judgeInputs(contract.inputs, []);
  const archive = readArchiveSync(upload.inputs, upload.inputLimits);
  if (archive.verdict === "refused") return [...archive.problems];
  return [...archiveWarnings(archive.normalisations), ...judgeInputs(contract.inputs, archive.entries)];
}
