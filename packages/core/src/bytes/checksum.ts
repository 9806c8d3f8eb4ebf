// What must a checksum promise?

/** CRC-32 as zip uses it (ISO 3309, reflected polynomial 0xEDB88320). */
export interface Checksum {
  /**
   * The CRC-32 of all bytes so far, as an unsigned 32-bit integer.
   * `previous` is the value for the bytes before `bytes`, 0 at the start.
   */
  crc32(bytes: Uint8Array, previous?: number): number;
}
