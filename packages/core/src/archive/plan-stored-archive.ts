// Which bytes will a canonical archive without compression have, before any content is read?
import { joined } from "../bytes/joined.ts";
import { centralHeader, endRecords, localHeader } from "./canonical-headers.ts";
import type { CanonicalEntry } from "./canonical-headers.ts";
import { STORED } from "./form-rules.ts";
import { sortedByName } from "./sorted-by-name.ts";

export interface StoredFile {
  /** A safe relative path; no two of an archive collide. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  readonly crc32: number;
  readonly executable?: boolean;
}

/** A stretch of the archive: bytes that are known, or the whole content of a file. */
export type ArchivePart<F extends StoredFile = StoredFile> =
  | { readonly kind: "bytes"; readonly offset: number; readonly length: number; readonly bytes: Uint8Array }
  | { readonly kind: "file"; readonly offset: number; readonly length: number; readonly file: F };

export interface StoredArchivePlan<F extends StoredFile = StoredFile> {
  /** Of the whole archive, in bytes. */
  readonly size: number;
  /** They tile `[0, size)` in order, so that any range can be served. */
  readonly parts: readonly ArchivePart<F>[];
}

/**
 * Lays out the canonical archive of `files`: sorted by the bytes of their UTF-8 NFC names, stored, one fixed date, no
 * extras but zip64 where a number needs it. Equal files make equal bytes.
 */
export function planStoredArchive<F extends StoredFile>(files: readonly F[]): StoredArchivePlan<F> {
  const parts: ArchivePart<F>[] = [];
  const central: Uint8Array[] = [];
  let offset = 0;
  for (const { file, rawName } of sortedByName(files)) {
    const entry: CanonicalEntry = {
      rawName,
      method: STORED,
      crc32: file.crc32,
      compressedSize: file.size,
      size: file.size,
      executable: file.executable === true,
      localOffset: offset,
    };
    const bytes = localHeader(entry);
    central.push(centralHeader(entry));
    parts.push({ kind: "bytes", offset, length: bytes.length, bytes });
    offset += bytes.length;
    if (file.size > 0) parts.push({ kind: "file", offset, length: file.size, file });
    offset += file.size;
  }
  const directory = joined(central);
  const bytes = joined([directory, endRecords(files.length, offset, directory.length)]);
  parts.push({ kind: "bytes", offset, length: bytes.length, bytes });
  return { size: offset + bytes.length, parts };
}
