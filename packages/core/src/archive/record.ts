// How are the numbers of a record read? (APPNOTE 4.4: all little-endian)

/** Bytes of a record, read by offset; reading past the end is a bug and throws. */
export class ByteRecord {
  readonly bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  u8(offset: number): number {
    return this.#view.getUint8(offset);
  }

  u16(offset: number): number {
    return this.#view.getUint16(offset, true);
  }

  u32(offset: number): number {
    return this.#view.getUint32(offset, true);
  }

  /** `Infinity` for a number above 2^53-1, which cannot be counted exactly (zip Z5). */
  u64(offset: number): number {
    const number = this.#view.getBigUint64(offset, true);
    return number > BigInt(Number.MAX_SAFE_INTEGER) ? Infinity : Number(number);
  }

  slice(offset: number, length: number): Uint8Array {
    return this.bytes.subarray(offset, offset + length);
  }

  /** Whether the `length` bytes at `offset` are those of `other` at `otherOffset`. */
  holds(offset: number, other: ByteRecord, otherOffset: number, length: number): boolean {
    const theirs = other.bytes;
    for (let place = 0; place < length; place += 1) {
      if (this.bytes[offset + place] !== theirs[otherOffset + place]) return false;
    }
    return true;
  }
}

/** In a field of 16 or 32 bits: the value is in a zip64 record. */
export const SENTINEL_16 = 0xffff;
export const SENTINEL_32 = 0xffffffff;
