// Can this package run with these inputs and parameters?
import type { ArchiveLimits } from "../archive/limits.ts";
import { readArchiveSync } from "../archive/read-archive.ts";
import type { EntryCodecs } from "../archive/read-entry.ts";
import type { SyncByteSource } from "../bytes/byte-source.ts";
import type { Problem } from "../problem/problem.ts";
import type { JsonObject } from "../run/json.ts";
import { archiveFiles } from "./archive-files.ts";
import { archiveWarnings } from "./archive-warnings.ts";
import { examineArchive } from "./examine-archive.ts";
import { judgeInputs } from "./judge-inputs.ts";
import { judgeParameter } from "./judge-parameter.ts";
import type { PackageContract, PackageReport, Profile } from "./report.ts";

export interface SyncUpload {
  readonly package: SyncByteSource;
  readonly packageLimits: ArchiveLimits;
  readonly inputs: SyncByteSource | null;
  readonly inputLimits: ArchiveLimits;
  readonly parameter: JsonObject;
  readonly profile: Profile;
}

export interface JudgedUpload {
  readonly report: PackageReport;
  /** Problems of the inputs and of the parameters; empty while the package itself is refused. */
  readonly problems: readonly Problem[];
  /** The parameters after defaults. */
  readonly parameter: JsonObject;
}

/**
 * Judges an upload. Every entry of both archives is read to its end and held to its size and checksum. Inputs and
 * parameters are judged only for a valid package. Compiles the schemas of strangers: not for a server's main thread.
 */
export function judgeUpload(upload: SyncUpload, codecs: EntryCodecs): JudgedUpload {
  const examination = examineArchive(upload.package, upload.packageLimits, upload.profile, codecs, { verify: true });
  const { report, checkParameter } = examination;
  if (!report.valid || report.package === null || checkParameter === null) return { report, problems: [], parameter: upload.parameter };
  const { parameter, problems } = judgeParameter(upload.parameter, checkParameter);
  return { report, problems: [...judgeInputArchive(upload, report.package, codecs), ...problems], parameter };
}

function judgeInputArchive(upload: SyncUpload, contract: PackageContract, codecs: EntryCodecs): Problem[] {
  if (upload.inputs === null) return judgeInputs(contract.inputs, []);
  const archive = readArchiveSync(upload.inputs, upload.inputLimits);
  if (archive.verdict === "refused") return [...archive.problems];
  const files = archiveFiles(upload.inputs, archive.entries, codecs);
  return [...archiveWarnings(archive.normalisations), ...files.verify(), ...judgeInputs(contract.inputs, archive.entries)];
}
