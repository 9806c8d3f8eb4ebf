// Which bytes describe an entry in a canonical archive? (checklist, canonical archive; APPNOTE 4.3)
import { ZIP64_EXTRA } from "./extra-fields.ts";
import { STORED, UTF8_FLAG, type DEFLATED } from "./form-rules.ts";
import { REGULAR_TYPE } from "./unix-types.ts";
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

/** A number and how many bytes it takes, or bytes as they are. */
type Field = readonly [value: number, bytes: 2 | 4 | 8] | Uint8Array;

const VERSION_STORED = 10;
const VERSION_DEFLATED = 20;
const VERSION_ZIP64 = 45;
const MADE_BY = 3 * 256 + VERSION_ZIP64;
const DOS_TIME = 0;
/** 1 January 1980, the first date that a zip archive can name: equal trees make equal bytes. */
const DOS_DATE = 33;
const ZIP64_RECORD_SIZE = 44;

/** The local header of `entry`, after which its data follows at once. */
export function localHeader(entry: CanonicalEntry): Uint8Array {
  const sizes = isWide(entry) ? [entry.size, entry.compressedSize] : [];
  return record([[LOCAL_HEADER, 4], ...lead(entry, sizes), entry.rawName, ...zip64Extra(sizes)]);
}

export function centralHeader(entry: CanonicalEntry): Uint8Array {
  const far = entry.localOffset >= SENTINEL_32;
  const values = [...(isWide(entry) ? [entry.size, entry.compressedSize] : []), ...(far ? [entry.localOffset] : [])];
  const mode = REGULAR_TYPE + (entry.executable ? 0o755 : 0o644);
  return record([
    [CENTRAL_HEADER, 4],
    [MADE_BY, 2],
    ...lead(entry, values),
    [0, 2], // comment
    [0, 2], // disk
    [0, 2], // internal attributes
    [mode * 0x10000, 4],
    [Math.min(entry.localOffset, SENTINEL_32), 4],
    entry.rawName,
    ...zip64Extra(values),
  ]);
}

/** The records at the end: the zip64 ones only when a number needs them. */
export function endRecords(entries: number, directoryOffset: number, directorySize: number): Uint8Array {
  const wide = entries >= SENTINEL_16 || directoryOffset >= SENTINEL_32 || directorySize >= SENTINEL_32;
  const count = Math.min(entries, SENTINEL_16);
  return record([
    ...(wide ? zip64EndRecords(entries, directoryOffset, directorySize) : []),
    [END_RECORD, 4],
    [0, 2], // disk
    [0, 2], // disk of the directory
    [count, 2],
    [count, 2],
    [Math.min(directorySize, SENTINEL_32), 4],
    [Math.min(directoryOffset, SENTINEL_32), 4],
    [0, 2], // comment
  ]);
}

function zip64EndRecords(entries: number, directoryOffset: number, directorySize: number): Field[] {
  return [
    [ZIP64_END_RECORD, 4],
    [ZIP64_RECORD_SIZE, 8],
    [MADE_BY, 2],
    [VERSION_ZIP64, 2],
    [0, 4], // disk
    [0, 4], // disk of the directory
    [entries, 8],
    [entries, 8],
    [directorySize, 8],
    [directoryOffset, 8],
    [ZIP64_LOCATOR, 4],
    [0, 4], // disk of the record
    [directoryOffset + directorySize, 8],
    [1, 4], // disks
  ];
}

/** What both headers have in common, from the version needed to the length of the extra field. */
function lead(entry: CanonicalEntry, zip64Values: readonly number[]): Field[] {
  const version = entry.method === STORED ? VERSION_STORED : VERSION_DEFLATED;
  const ascii = entry.rawName.every((byte) => byte < 0x80);
  const wide = isWide(entry);
  return [
    [zip64Values.length > 0 ? VERSION_ZIP64 : version, 2],
    [ascii ? 0 : UTF8_FLAG, 2],
    [entry.method, 2],
    [DOS_TIME, 2],
    [DOS_DATE, 2],
    [entry.crc32, 4],
    [wide ? SENTINEL_32 : entry.compressedSize, 4],
    [wide ? SENTINEL_32 : entry.size, 4],
    [entry.rawName.length, 2],
    [zip64Values.length > 0 ? 4 + zip64Values.length * 8 : 0, 2],
  ];
}

function isWide(entry: CanonicalEntry): boolean {
  return entry.size >= SENTINEL_32 || entry.compressedSize >= SENTINEL_32;
}

function zip64Extra(values: readonly number[]): Field[] {
  if (values.length === 0) return [];
  return [[ZIP64_EXTRA, 2], [values.length * 8, 2], ...values.map((value): Field => [value, 8])];
}

function record(fields: readonly Field[]): Uint8Array {
  const whole = new Uint8Array(
    fields.reduce((total, field) => total + (field instanceof Uint8Array ? field.length : field[1]), 0),
  );
  const view = new DataView(whole.buffer);
  let place = 0;
  for (const field of fields) {
    if (field instanceof Uint8Array) {
      whole.set(field, place);
      place += field.length;
      continue;
    }
    const [value, bytes] = field;
    if (bytes === 2) view.setUint16(place, value, true);
    else if (bytes === 4) view.setUint32(place, value, true);
    else view.setBigUint64(place, BigInt(value), true);
    place += bytes;
  }
  return whole;
}
