// How do tests ask the archive reader, and what do they compare?
import { bufferSource } from "../bytes/buffer-source.ts";
import type { ArchiveVerdict } from "../archive/archive.ts";
import { DEFAULT_PACKAGE_LIMITS, type ArchiveLimits } from "../archive/limits.ts";
import { readArchiveSync } from "../archive/read-archive.ts";
import type { RawEntry } from "../../../../test-fixtures/archives/raw-zip.ts";
import { toBytes } from "../../../../test-fixtures/archives/raw-zip.ts";

export const LIMITS = DEFAULT_PACKAGE_LIMITS;

/** An ordinary entry, to be made wrong in one field. */
export const A: RawEntry = { name: "a.txt", content: "hello" };

/** Every record's signature but the end record's. */
export const SIGNATURES: readonly Uint8Array[] = [
  [3, 4],
  [1, 2],
  [6, 6],
  [6, 7],
  [7, 8],
  [5, 5],
  [6, 8],
].map((rest) => Uint8Array.of(...toBytes("PK"), ...rest));

export function judge(archive: Uint8Array, limits: ArchiveLimits = LIMITS): ArchiveVerdict {
  return readArchiveSync(bufferSource(archive), limits);
}

/** `accepted` with the paths, or the codes and their entries. */
export function outcome(archive: Uint8Array, limits: ArchiveLimits = LIMITS): string[] {
  const verdict = judge(archive, limits);
  if (verdict.verdict === "refused")
    return verdict.problems.map(({ code, entry }) => (entry === null ? code : `${code} ${entry}`));
  return ["accepted", ...verdict.entries.map(({ path, kind }) => (kind === "directory" ? `${path}/` : path))];
}

/** The codes of what was normalised, and their entries. */
export function notes(archive: Uint8Array): (readonly [string, string | null])[] {
  const verdict = judge(archive);
  return verdict.verdict === "refused" ? [] : verdict.normalisations.map(({ code, entry }) => [code, entry] as const);
}
