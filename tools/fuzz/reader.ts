// Which reader is fuzzed, and within which limits?
import { zlibCrc32, zlibInflate } from "@mayfly/adapter-fs";
import { bufferSource, fflateInflate, readArchiveSync, tableCrc32 } from "@mayfly/core";
import type { ArchiveLimits, ArchiveVerdict, EntryCodecs } from "@mayfly/core";

export interface JudgeOptions {
  readonly strict?: boolean;
  readonly limits?: ArchiveLimits;
  /** Hears the length of each read. */
  readonly onRead?: (length: number) => void;
}

export interface Reader {
  judge(archive: Uint8Array, options?: JudgeOptions): ArchiveVerdict;
  /** Both have to give the same. */
  readonly codecs: { readonly zlib: EntryCodecs; readonly fflate: EntryCodecs };
}

/** Small, so that inputs reach each of them, and cost little. */
export const LIMITS: ArchiveLimits = {
  maxBytes: 3 * 1024,
  maxTotalBytes: 40 * 1024,
  maxEntryBytes: 32 * 1024,
  maxEntries: 14,
  maxPathBytes: 128,
  maxDepth: 8,
};

export const OUR_READER: Reader = {
  judge(archive, { strict = false, limits = LIMITS, onRead } = {}) {
    const { size, readSync } = bufferSource(archive);
    function counting(offset: number, length: number): Uint8Array {
      onRead?.(length);
      return readSync(offset, length);
    }
    return readArchiveSync({ size, readSync: counting }, limits, { strict });
  },
  codecs: {
    zlib: { inflate: zlibInflate, checksum: zlibCrc32 },
    fflate: { inflate: fflateInflate, checksum: tableCrc32 },
  },
};
