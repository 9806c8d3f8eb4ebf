// Which four bytes begin which record of a zip archive? (APPNOTE 4.3)

export const LOCAL_HEADER = 0x04034b50;
export const CENTRAL_HEADER = 0x02014b50;
export const END_RECORD = 0x06054b50;
export const ZIP64_END_RECORD = 0x06064b50;
export const ZIP64_LOCATOR = 0x07064b50;
export const DESCRIPTOR = 0x08074b50;
/** Stands first in an archive that was meant for several disks and fitted on one. */
export const SPANNING_MARKER = 0x30304b50;
const DIGITAL_SIGNATURE = 0x05054b50;
const ARCHIVE_EXTRA_DATA = 0x08064b50;

const RECORDS = new Set([
  LOCAL_HEADER,
  CENTRAL_HEADER,
  END_RECORD,
  ZIP64_END_RECORD,
  ZIP64_LOCATOR,
  DESCRIPTOR,
  DIGITAL_SIGNATURE,
  ARCHIVE_EXTRA_DATA,
]);

/** With which a program finds the end of an archive. */
const ENDS = new Set([END_RECORD, ZIP64_END_RECORD, ZIP64_LOCATOR]);

/** Every record begins with `PK`. */
export const P = 0x50;
const K = 0x4b;

/** Whether the signature of any record stands anywhere in `bytes`. */
export function holdsRecordSignature(bytes: Uint8Array): boolean {
  return holdsOneOf(RECORDS, bytes);
}

/** Whether the signature of a record at the end stands anywhere in `bytes`. */
export function holdsEndSignature(bytes: Uint8Array): boolean {
  return holdsOneOf(ENDS, bytes);
}

function holdsOneOf(signatures: ReadonlySet<number>, bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let place = bytes.indexOf(P);
  while (place >= 0 && place + 4 <= bytes.length) {
    if (bytes[place + 1] === K && signatures.has(view.getUint32(place, true))) return true;
    place = bytes.indexOf(P, place + 1);
  }
  return false;
}
