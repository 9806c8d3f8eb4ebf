// Where do the fields of the records of an archive lie? (APPNOTE 4.3)

export interface Field {
  readonly place: number;
  readonly bytes: 2 | 4 | 8;
}

export const LOCAL_BYTES = 30;
export const CENTRAL_BYTES = 46;
export const END_BYTES = 22;
export const ZIP64_RECORD_BYTES = 56;
/** The zip64 record and its locator. */
export const ZIP64_BYTES = 76;

export const LOCAL = {
  signature: { place: 0, bytes: 4 },
  version: { place: 4, bytes: 2 },
  flags: { place: 6, bytes: 2 },
  method: { place: 8, bytes: 2 },
  time: { place: 10, bytes: 2 },
  date: { place: 12, bytes: 2 },
  crc32: { place: 14, bytes: 4 },
  compressedSize: { place: 18, bytes: 4 },
  size: { place: 22, bytes: 4 },
  nameLength: { place: 26, bytes: 2 },
  extraLength: { place: 28, bytes: 2 },
} as const satisfies Record<string, Field>;

export const CENTRAL = {
  signature: { place: 0, bytes: 4 },
  madeBy: { place: 4, bytes: 2 },
  version: { place: 6, bytes: 2 },
  flags: { place: 8, bytes: 2 },
  method: { place: 10, bytes: 2 },
  time: { place: 12, bytes: 2 },
  date: { place: 14, bytes: 2 },
  crc32: { place: 16, bytes: 4 },
  compressedSize: { place: 20, bytes: 4 },
  size: { place: 24, bytes: 4 },
  nameLength: { place: 28, bytes: 2 },
  extraLength: { place: 30, bytes: 2 },
  commentLength: { place: 32, bytes: 2 },
  disk: { place: 34, bytes: 2 },
  internalAttributes: { place: 36, bytes: 2 },
  attributes: { place: 38, bytes: 4 },
  localOffset: { place: 42, bytes: 4 },
} as const satisfies Record<string, Field>;

export const END = {
  signature: { place: 0, bytes: 4 },
  disk: { place: 4, bytes: 2 },
  directoryDisk: { place: 6, bytes: 2 },
  entriesOnDisk: { place: 8, bytes: 2 },
  entries: { place: 10, bytes: 2 },
  directorySize: { place: 12, bytes: 4 },
  directoryOffset: { place: 16, bytes: 4 },
  commentLength: { place: 20, bytes: 2 },
} as const satisfies Record<string, Field>;

export const ZIP64 = {
  signature: { place: 0, bytes: 4 },
  recordSize: { place: 4, bytes: 8 },
  disk: { place: 16, bytes: 4 },
  directoryDisk: { place: 20, bytes: 4 },
  entriesOnDisk: { place: 24, bytes: 8 },
  entries: { place: 32, bytes: 8 },
  directorySize: { place: 40, bytes: 8 },
  directoryOffset: { place: 48, bytes: 8 },
  locatorSignature: { place: 56, bytes: 4 },
  locatorDisk: { place: 60, bytes: 4 },
  recordOffset: { place: 64, bytes: 8 },
  disks: { place: 72, bytes: 4 },
} as const satisfies Record<string, Field>;

export const LOCAL_SIGNATURE = 0x04034b50;
export const CENTRAL_SIGNATURE = 0x02014b50;
export const END_SIGNATURE = 0x06054b50;
export const ZIP64_SIGNATURE = 0x06064b50;
export const LOCATOR_SIGNATURE = 0x07064b50;
export const DESCRIPTOR_SIGNATURE = 0x08074b50;

/** In a field of 32 bits: the value is in a zip64 record. */
export const SENTINEL_32 = 0xffffffff;
export const SENTINEL_16 = 0xffff;
export const ZIP64_EXTRA = 0x0001;

/** Fields of 8 bytes are read as far as they can be counted exactly. */
export function get(bytes: Uint8Array, { place, bytes: width }: Field): number {
  let value = 0;
  for (let index = width - 1; index >= 0; index -= 1) value = value * 256 + (bytes[place + index] ?? 0);
  return value;
}

/** Of a number with more bytes than the field, the lowest are taken. */
export function set(bytes: Uint8Array, { place, bytes: width }: Field, value: number): void {
  let rest = value;
  for (let index = 0; index < width; index += 1) {
    bytes[place + index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
}
