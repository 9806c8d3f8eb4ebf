// How does a rule ask for bytes without knowing where they lie?

/** Asks the driver for exactly `length` bytes at `offset`; never outside the archive. */
export interface ReadRequest {
  readonly offset: number;
  readonly length: number;
}

/** A walk through an archive that yields what it wants to read, and is given the bytes. */
export type Walk<T> = Generator<ReadRequest, T, Uint8Array>;
