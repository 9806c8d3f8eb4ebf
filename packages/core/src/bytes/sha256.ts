// What must a digest promise?

/** SHA-256 (FIPS 180-4). */
export interface Sha256 {
  create(): Sha256Stream;
  /** The digest of bytes that are all there, as `hex` gives it. */
  of(bytes: Uint8Array): string;
}

/** Takes bytes in order, and then gives their digest, once. */
export interface Sha256Stream {
  update(bytes: Uint8Array): unknown;
  /** Lower-case hexadecimal, 64 characters. */
  hex(): string;
}
