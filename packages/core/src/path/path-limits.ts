// How long and how deep may a path be? (zip P2)

export interface PathLimits {
  /** Bytes of one path in UTF-8. */
  readonly maxPathBytes: number;
  /** Segments of one path. */
  readonly maxDepth: number;
}

export const DEFAULT_PATH_LIMITS: PathLimits = { maxPathBytes: 512, maxDepth: 32 };

/** No operator can allow more (zip P2). */
export const MAX_PATH_LIMITS: PathLimits = { maxPathBytes: 1024, maxDepth: 512 };

/** What ordinary file systems hold in one name, in bytes. */
export const MAX_SEGMENT_BYTES = 255;
