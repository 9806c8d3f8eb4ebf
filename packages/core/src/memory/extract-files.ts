// What is in an archive, where there is no disk to extract it to?
import { err, ok, type Result } from "neverthrow";
import type { ArchiveLimits } from "../archive/limits.ts";
import { readArchiveSync } from "../archive/read-archive.ts";
import { readEntrySync } from "../archive/read-entry.ts";
import { bufferSource } from "../bytes/buffer-source.ts";
import type { ByteSource } from "../bytes/byte-source.ts";
import { tableCrc32 } from "../bytes/crc32.ts";
import { fflateInflate } from "../bytes/fflate-inflate.ts";
import { problem, type Problem } from "../problem/problem.ts";

type Files = ReadonlyMap<string, Uint8Array>;

/** The verified content of every file of an archive. */
export async function extractFiles(
  source: ByteSource,
  limits: ArchiveLimits,
): Promise<Result<Files, readonly Problem[]>> {
  const bytes = bufferSource(await source.read(0, source.size));
  const archive = readArchiveSync(bytes, limits);
  if (archive.verdict === "refused") return err(archive.problems);
  const files = new Map<string, Uint8Array>();
  for (const entry of archive.entries) {
    if (entry.kind === "directory") continue;
    const content = readEntrySync(bytes, entry, { inflate: fflateInflate, checksum: tableCrc32 });
    if (content.isErr()) return err([content.error]);
    files.set(entry.path, content.value);
  }
  return ok(files);
}

/** The same of a package, by the paths below its one top-level folder, which is `only` where that is given. */
export async function extractPackage(
  source: ByteSource,
  limits: ArchiveLimits,
  only?: string,
): Promise<Result<Files, readonly Problem[]>> {
  const extracted = await extractFiles(source, limits);
  if (extracted.isErr()) return err(extracted.error);
  const folder = only ?? [...extracted.value.keys()][0]?.split("/", 1)[0] ?? "";
  const inside = new Map<string, Uint8Array>();
  for (const [path, bytes] of extracted.value) {
    const message = `Cannot extract "${path}": it lies outside the package's folder.`;
    if (!path.startsWith(`${folder}/`)) return err([problem("PACKAGE_TOP_FOLDER", message, { entry: path })]);
    inside.set(path.slice(folder.length + 1), bytes);
  }
  return ok(inside);
}
