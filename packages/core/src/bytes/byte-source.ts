// How are bytes reached at any position?

/** Bytes of known length that are read at random positions, each read awaited. */
export interface ByteSource {
  /** In bytes. */
  readonly size: number;
  /** Exactly `length` bytes from `offset`; rejects when the range leaves `[0, size)` or the bytes are gone. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** The same, answered at once: a buffer, or a file descriptor in a worker. */
export interface SyncByteSource {
  /** In bytes. */
  readonly size: number;
  /** Exactly `length` bytes from `offset`; throws when the range leaves `[0, size)` or the bytes are gone. */
  readSync(offset: number, length: number): Uint8Array;
}
