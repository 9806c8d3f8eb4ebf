// Does the local header say the same as the central one? (zip H1, H3, H4, H6, N3; APPNOTE 4.3.7)
import { zip64Half } from "./central-header.ts";
import type { CentralHeader } from "./central-header.ts";
import { readExtraFields, UNICODE_NAME_EXTRA, ZIP64_EXTRA } from "./extra-fields.ts";
import type { ExtraFields } from "./extra-fields.ts";
import { DESCRIPTOR_FLAG, EFFORT_FLAGS, encrypted } from "./form-rules.ts";
import { otherType } from "./extra-types.ts";
import { SENTINEL_32 } from "./record.ts";
import type { ByteRecord } from "./record.ts";
import { Broken, broken } from "./refuse.ts";
import { LOCAL_HEADER } from "./signatures.ts";
import { unicodeNameDiffers } from "./unicode-name.ts";
import { resolveZip64 } from "./zip64-extra.ts";
import type { Zip64Field } from "./zip64-extra.ts";

export const LOCAL_HEADER_BYTES = 30;

export interface LocalHeader {
  /** Whether a program that reads from the front is told how long the data is. */
  readonly tellsSize: boolean;
  /** Whether it has a zip64 extra, after which sizes of 8 bytes are expected in the descriptor (APPNOTE 4.3.9.2). */
  readonly zip64: boolean;
}

const PLAIN: LocalHeader = { tellsSize: true, zip64: false };

/** The header's length in bytes, name and extra fields included, from its first 30 bytes; `null` when it is none. */
export function localHeaderLength(record: ByteRecord, place: number): number | null {
  if (record.u32(place) !== LOCAL_HEADER) return null;
  return LOCAL_HEADER_BYTES + record.u16(place + 26) + record.u16(place + 28);
}

/** Compares the local header at `place`, of which `record` holds every byte, with its central one. */
export function readLocalHeader(record: ByteRecord, place: number, central: CentralHeader): LocalHeader | Broken {
  const fault = nameDiffers(record, place, central) ?? methodDiffers(record, place, central);
  if (fault !== null) return fault;
  const extraPlace = place + LOCAL_HEADER_BYTES + central.nameLength;
  const extras = readExtraFields(record, extraPlace, record.u16(place + 28));
  if (extras instanceof Broken) return extras;
  return (
    encrypted({ flags: 0, extras }) ??
    unicodeNameDiffers(central, extras.get(UNICODE_NAME_EXTRA)) ??
    otherType(central, extras) ??
    compareSizes(record, place, central, extras)
  );
}

function nameDiffers(record: ByteRecord, place: number, central: CentralHeader): Broken | null {
  const length = central.nameLength;
  const equal =
    record.u16(place + 26) === length &&
    record.holds(place + LOCAL_HEADER_BYTES, central.directory, central.namePlace, length);
  return equal ? null : broken("ARCHIVE_LOCAL_NAME_DIFFERS", "its two headers give different names");
}

function methodDiffers(record: ByteRecord, place: number, { flags, method }: CentralHeader): Broken | null {
  const equal = ((record.u16(place + 6) ^ flags) & ~EFFORT_FLAGS) === 0 && record.u16(place + 8) === method;
  return equal ? null : broken("ARCHIVE_LOCAL_METHOD_DIFFERS", "its two headers give different methods or flags");
}

function compareSizes(
  record: ByteRecord,
  place: number,
  central: CentralHeader,
  extras: ExtraFields,
): LocalHeader | Broken {
  const crc32 = record.u32(place + 14);
  const size = record.u32(place + 22);
  const compressedSize = record.u32(place + 18);
  const extra = extras.get(ZIP64_EXTRA);
  const equal = size === central.size && compressedSize === central.compressedSize && crc32 === central.crc32;
  const plain = size !== SENTINEL_32 && compressedSize !== SENTINEL_32 && extra === undefined;
  if (plain && equal && !central.sizeAlone) return PLAIN;
  const descriptor = (central.flags & DESCRIPTOR_FLAG) !== 0;
  function agrees(local: number, truth: number): boolean {
    return local === truth || (descriptor && local === 0);
  }
  if (!agrees(crc32, central.crc32)) return sizesDiffer();
  const half = (size === SENTINEL_32) !== (compressedSize === SENTINEL_32);
  // What Info-ZIP writes when it is forced to zip64: both sizes here, one in the central header.
  const forced = size === SENTINEL_32 && compressedSize === SENTINEL_32;
  if (half || (central.sizeAlone && !forced)) return zip64Half();
  function compared(localSize: number, localCompressedSize: number): LocalHeader | Broken {
    const equal = agrees(localSize, central.size) && agrees(localCompressedSize, central.compressedSize);
    if (!equal) return sizesDiffer();
    return { tellsSize: localCompressedSize === central.compressedSize, zip64: extra !== undefined };
  }
  if (plain) return compared(size, compressedSize);
  const fields = [field(size, central.size, agrees), field(compressedSize, central.compressedSize, agrees)];
  const values = resolveZip64(fields, extra);
  if (values instanceof Broken) return values;
  const [wideSize = 0, wideCompressed = 0] = values;
  return compared(wideSize, wideCompressed);
}

function field(value: number, truth: number, agrees: (local: number, truth: number) => boolean): Zip64Field {
  return { value, bytes: 8, mayRepeat: (repeated) => agrees(repeated, truth) };
}

function sizesDiffer(): Broken {
  return broken("ARCHIVE_LOCAL_SIZES_DIFFER", "its two headers give different sizes or checksums");
}
