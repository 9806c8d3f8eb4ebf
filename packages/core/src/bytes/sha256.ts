// What must a digest promise?

/** SHA-256 (FIPS 180-4). Digests are lower-case hexadecimal, 64 characters. */
export interface Sha256 {
  create(): Sha256Stream;
  /**
   * The digest of bytes that are all there, for when it is asked for: other threads may work on it meanwhile. The bytes
   * are the caller's again as soon as this returns.
   */
  of(bytes: Uint8Array): () => string;
}

/** Takes bytes in order, and then gives their digest, once. */
export interface Sha256Stream {
  update(bytes: Uint8Array): unknown;
  hex(): string;
}
