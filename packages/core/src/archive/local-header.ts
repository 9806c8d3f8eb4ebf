// Does the local header say the same as the central one? (zip H1, H3, H4, H6, N3; APPNOTE 4.3.7)
import { err, ok } from "neverthrow";
import type { Result } from "neverthrow";
import type { CentralHeader } from "./central-header.ts";
import { readExtraFields, UNICODE_NAME_EXTRA, ZIP64_EXTRA } from "./extra-fields.ts";
import type { ExtraFields } from "./extra-fields.ts";
import { DESCRIPTOR_FLAG, EFFORT_FLAGS, encrypted } from "./form-rules.ts";
import { ByteRecord } from "./record.ts";
import { broken } from "./refuse.ts";
import type { Broken } from "./refuse.ts";
import { LOCAL_HEADER } from "./signatures.ts";
import { unicodeNameDiffers } from "./unicode-name.ts";
import { isSentinel, resolveZip64 } from "./zip64-extra.ts";
import type { Zip64Field } from "./zip64-extra.ts";

export const LOCAL_HEADER_BYTES = 30;

export interface LocalHeader {
  /** Whether a program that reads from the front is told how long the data is. */
  readonly tellsSize: boolean;
}

/** The header's length in bytes, name and extra fields included, from its first 30 bytes; `null` when it is none. */
export function localHeaderLength(fixed: Uint8Array): number | null {
  const record = new ByteRecord(fixed);
  return record.u32(0) === LOCAL_HEADER ? LOCAL_HEADER_BYTES + record.u16(26) + record.u16(28) : null;
}

/** Compares the whole local header with its central one. */
export function readLocalHeader(bytes: Uint8Array, central: CentralHeader): Result<LocalHeader, Broken> {
  const record = new ByteRecord(bytes);
  const nameLength = record.u16(26);
  const fault = nameDiffers(record.slice(LOCAL_HEADER_BYTES, nameLength), central) ?? methodDiffers(record, central);
  if (fault !== null) return err(fault);
  return readExtraFields(bytes.subarray(LOCAL_HEADER_BYTES + nameLength)).andThen((extras) => {
    const extraFault = encrypted({ flags: 0, extras }) ?? unicodeNameDiffers(central, extras.get(UNICODE_NAME_EXTRA));
    return extraFault === null ? compareSizes(record, central, extras) : err(extraFault);
  });
}

function nameDiffers(rawName: Uint8Array, central: CentralHeader): Broken | null {
  const equal =
    rawName.length === central.rawName.length && rawName.every((byte, place) => byte === central.rawName[place]);
  return equal ? null : broken("ARCHIVE_LOCAL_NAME_DIFFERS", "its two headers give different names");
}

function methodDiffers(record: ByteRecord, central: CentralHeader): Broken | null {
  const equal = ((record.u16(6) ^ central.flags) & ~EFFORT_FLAGS) === 0 && record.u16(8) === central.method;
  return equal ? null : broken("ARCHIVE_LOCAL_METHOD_DIFFERS", "its two headers give different methods or flags");
}

function compareSizes(record: ByteRecord, central: CentralHeader, extras: ExtraFields): Result<LocalHeader, Broken> {
  const descriptor = (central.flags & DESCRIPTOR_FLAG) !== 0;
  function agrees(local: number, truth: number): boolean {
    return local === truth || (descriptor && local === 0);
  }
  function field(value: number, truth: number): Zip64Field {
    return { value, bytes: 8, mayRepeat: (repeated) => agrees(repeated, truth) };
  }
  const fields = [field(record.u32(22), central.size), field(record.u32(18), central.compressedSize)];
  const [first, second] = fields.map(isSentinel);
  if (first !== second) return err(broken("ARCHIVE_ZIP64_HALF", "only one of its two sizes is a zip64 value"));
  return resolveZip64(fields, extras.get(ZIP64_EXTRA)).andThen(([size = 0, compressedSize = 0]) => {
    const equal =
      agrees(record.u32(14), central.crc32) &&
      agrees(size, central.size) &&
      agrees(compressedSize, central.compressedSize);
    return equal
      ? ok({ tellsSize: compressedSize === central.compressedSize })
      : err(broken("ARCHIVE_LOCAL_SIZES_DIFFER", "its two headers give different sizes or checksums"));
  });
}
