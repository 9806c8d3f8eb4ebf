// Which digest does the content of a package have, however it was packed?
import { sortedByName } from "../archive/sorted-by-name.ts";
import type { Sha256 } from "../bytes/sha256.ts";

export interface DigestedFile {
  readonly path: string;
  /** Hexadecimal SHA-256 of its content. */
  readonly sha256: string;
}

/**
 * The SHA-256, hexadecimal, of the lines that `sha256sum` writes for `files`, sorted by the bytes of their paths: a line
 * holds the digest of a file, two spaces and its path, in UTF-8 and NFC. Folders, times, modes and the order of entries
 * play no part.
 */
export function contentDigest(files: readonly DigestedFile[], sha256: Sha256): string {
  const encoder = new TextEncoder();
  const digest = sha256.create();
  for (const { file, path } of sortedByName(files)) digest.update(encoder.encode(`${file.sha256}  ${path}\n`));
  return digest.hex();
}
