// How much may an archive ask of us? (req B5; zip B1, B2, B5, P2)

export interface ArchiveLimits {
  /** Compressed bytes of the whole archive. */
  readonly maxBytes: number;
  /** Uncompressed bytes of all entries together. */
  readonly maxTotalBytes: number;
  /** Uncompressed bytes of one entry. */
  readonly maxEntryBytes: number;
  /** Entries of the archive; also files plus folders, implied folders included. */
  readonly maxEntries: number;
  /** Bytes of one path in UTF-8. */
  readonly maxPathBytes: number;
  /** Segments of one path. */
  readonly maxDepth: number;
}

const MiB = 1024 * 1024;
const GiB = 1024 * MiB;

export const DEFAULT_PACKAGE_LIMITS: ArchiveLimits = {
  maxBytes: 20 * MiB,
  maxTotalBytes: 200 * MiB,
  maxEntryBytes: 100 * MiB,
  maxEntries: 10_000,
  maxPathBytes: 512,
  maxDepth: 32,
};

export const DEFAULT_INPUT_LIMITS: ArchiveLimits = {
  maxBytes: 100 * MiB,
  maxTotalBytes: GiB,
  maxEntryBytes: GiB,
  maxEntries: 1000,
  maxPathBytes: 512,
  maxDepth: 32,
};
