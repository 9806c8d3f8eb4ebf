// Which bytes describe an entry in a canonical archive? (checklist, canonical archive; APPNOTE 4.3)
import { joined } from "../bytes/joined.ts";
import { ZIP64_EXTRA } from "./extra-fields.ts";
import { DEFLATED, REGULAR_TYPE, STORED, UTF8_FLAG } from "./form-rules.ts";
import { SENTINEL_16, SENTINEL_32 } from "./record.ts";
import { CENTRAL_HEADER, END_RECORD, LOCAL_HEADER, ZIP64_END_RECORD, ZIP64_LOCATOR } from "./signatures.ts";

export interface CanonicalEntry {
  /** UTF-8, NFC. */
  readonly rawName: Uint8Array;
  readonly method: typeof STORED | typeof DEFLATED;
  readonly crc32: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly executable: boolean;
  /** Where its local header starts. */
  readonly localOffset: number;
}

const VERSION_STORED = 10;
const VERSION_DEFLATED = 20;
const VERSION_ZIP64 = 45;
const MADE_BY_UNIX = 3 << 8;
/** 1 January 1980, 0:00, the first date that a zip archive can name: equal trees make equal bytes. */
const DOS_TIME = 0;
const DOS_DATE = (1 << 5) | 1;
const ZIP64_RECORD_SIZE = 44;

/** The local header of `entry`, after which its data follows at once. */
export function localHeader(entry: CanonicalEntry): Uint8Array {
  const wide = entry.size >= SENTINEL_32 || entry.compressedSize >= SENTINEL_32;
  const extra = zip64Extra(wide ? [entry.size, entry.compressedSize] : []);
  return joined([
    u32(LOCAL_HEADER),
    ...lead(entry, wide),
    u16(entry.rawName.length),
    u16(extra.length),
    entry.rawName,
    extra,
  ]);
}

export function centralHeader(entry: CanonicalEntry): Uint8Array {
  const wide = entry.size >= SENTINEL_32 || entry.compressedSize >= SENTINEL_32;
  const far = entry.localOffset >= SENTINEL_32;
  const extra = zip64Extra([...(wide ? [entry.size, entry.compressedSize] : []), ...(far ? [entry.localOffset] : [])]);
  const mode = REGULAR_TYPE | (entry.executable ? 0o755 : 0o644);
  return joined([
    u32(CENTRAL_HEADER),
    u16(MADE_BY_UNIX | VERSION_ZIP64),
    ...lead(entry, wide || far),
    u16(entry.rawName.length),
    u16(extra.length),
    u16(0), // comment
    u16(0), // disk
    u16(0), // internal attributes
    u32(mode * 0x10000),
    u32(far ? SENTINEL_32 : entry.localOffset),
    entry.rawName,
    extra,
  ]);
}

/** The records at the end: the zip64 ones only when a number needs them. */
export function endRecords(entries: number, directoryOffset: number, directorySize: number): Uint8Array {
  const wide = entries >= SENTINEL_16 || directoryOffset >= SENTINEL_32 || directorySize >= SENTINEL_32;
  const zip64 = wide
    ? [
        u32(ZIP64_END_RECORD),
        u64(ZIP64_RECORD_SIZE),
        u16(MADE_BY_UNIX | VERSION_ZIP64),
        u16(VERSION_ZIP64),
        u32(0),
        u32(0),
        u64(entries),
        u64(entries),
        u64(directorySize),
        u64(directoryOffset),
        u32(ZIP64_LOCATOR),
        u32(0),
        u64(directoryOffset + directorySize),
        u32(1),
      ]
    : [];
  const count = Math.min(entries, SENTINEL_16);
  return joined([
    ...zip64,
    u32(END_RECORD),
    u16(0),
    u16(0),
    u16(count),
    u16(count),
    u32(Math.min(directorySize, SENTINEL_32)),
    u32(Math.min(directoryOffset, SENTINEL_32)),
    u16(0),
  ]);
}

/** What both headers have in common, from the version needed to the sizes. */
function lead(entry: CanonicalEntry, zip64: boolean): Uint8Array[] {
  const wideSizes = entry.size >= SENTINEL_32 || entry.compressedSize >= SENTINEL_32;
  const version = entry.method === STORED ? VERSION_STORED : VERSION_DEFLATED;
  const ascii = entry.rawName.every((byte) => byte < 0x80);
  return [
    u16(zip64 ? VERSION_ZIP64 : version),
    u16(ascii ? 0 : UTF8_FLAG),
    u16(entry.method),
    u16(DOS_TIME),
    u16(DOS_DATE),
    u32(entry.crc32),
    u32(wideSizes ? SENTINEL_32 : entry.compressedSize),
    u32(wideSizes ? SENTINEL_32 : entry.size),
  ];
}

function zip64Extra(values: readonly number[]): Uint8Array {
  return values.length === 0 ? new Uint8Array(0) : joined([u16(ZIP64_EXTRA), u16(values.length * 8), ...values.map(u64)]);
}

function u16(value: number): Uint8Array {
  return Uint8Array.of(value & 0xff, value >>> 8);
}

function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

function u64(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value), true);
  return bytes;
}
