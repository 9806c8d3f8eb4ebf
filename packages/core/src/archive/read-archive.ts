// How is an archive judged from a source that answers at once, or later?
import type { ByteSource, SyncByteSource } from "../bytes/byte-source.ts";
import type { ArchiveVerdict } from "./archive.ts";
import type { ArchiveLimits } from "./limits.ts";
import { walkArchive } from "./walk-archive.ts";
import type { ReadOptions } from "./walk-archive.ts";

/**
 * Judges the structure of a zip archive and lists it: headers, names, sizes, tiling, but no content, which is held to
 * what is declared when an entry is read. Throws only what the source throws.
 */
export function readArchiveSync(source: SyncByteSource, limits: ArchiveLimits, options?: ReadOptions): ArchiveVerdict {
  const walk = walkArchive(source.size, limits, options);
  let step = walk.next();
  while (step.done !== true) step = walk.next(source.readSync(step.value.offset, step.value.length));
  return step.value;
}

/** The same from a source that answers later; rejects only when the source does. */
export async function readArchive(
  source: ByteSource,
  limits: ArchiveLimits,
  options?: ReadOptions,
): Promise<ArchiveVerdict> {
  const walk = walkArchive(source.size, limits, options);
  let step = walk.next();
  while (step.done !== true) step = walk.next(await source.read(step.value.offset, step.value.length));
  return step.value;
}
