// Which bytes do the parts of an archive make, and which numbers have to follow from them?
import type { ArchiveParts, CentralPart, LocalPart } from "./archive-parts.ts";
import {
  CENTRAL,
  CENTRAL_BYTES,
  END,
  END_BYTES,
  get,
  LOCAL,
  LOCAL_BYTES,
  SENTINEL_16,
  SENTINEL_32,
  set,
  ZIP64,
  ZIP64_BYTES,
  ZIP64_EXTRA,
  ZIP64_RECORD_BYTES,
  ZIP64_SIGNATURE,
} from "./layout.ts";

/** All of them one after another. */
export function putTogether(parts: ArchiveParts): Uint8Array {
  const pieces: Uint8Array[] = [parts.before];
  for (const { header, name, extra, data, after } of parts.locals) pieces.push(header, name, extra, data, after);
  for (const { header, name, extra, comment } of parts.centrals) pieces.push(header, name, extra, comment);
  pieces.push(parts.between, parts.end, parts.comment, parts.tail);
  let length = 0;
  for (const piece of pieces) length += piece.length;
  const archive = new Uint8Array(length);
  let place = 0;
  for (const piece of pieces) {
    archive.set(piece, place);
    place += piece.length;
  }
  return archive;
}

/** Writes every length, offset and count again, so that what is wrong is only what was meant to be. */
export function refit(parts: ArchiveParts): void {
  const offsets = new Map<LocalPart, number>();
  let place = parts.before.length;
  for (const local of parts.locals) {
    offsets.set(local, place);
    set(local.header, LOCAL.nameLength, local.name.length);
    set(local.header, LOCAL.extraLength, local.extra.length);
    place += LOCAL_BYTES + local.name.length + local.extra.length + local.data.length + local.after.length;
  }
  const directoryOffset = place;
  for (const central of parts.centrals) {
    set(central.header, CENTRAL.nameLength, central.name.length);
    set(central.header, CENTRAL.extraLength, central.extra.length);
    set(central.header, CENTRAL.commentLength, central.comment.length);
    if (central.local !== null) setOffset(central, offsets.get(central.local) ?? 0);
    place += CENTRAL_BYTES + central.name.length + central.extra.length + central.comment.length;
  }
  const directorySize = place - directoryOffset;
  const count = parts.centrals.length;
  refitZip64(parts, count, directorySize, directoryOffset);
  keepSentinel(parts.end, END.entriesOnDisk, SENTINEL_16, count);
  keepSentinel(parts.end, END.entries, SENTINEL_16, count);
  keepSentinel(parts.end, END.directorySize, SENTINEL_32, directorySize);
  keepSentinel(parts.end, END.directoryOffset, SENTINEL_32, directoryOffset);
  set(parts.end, END.commentLength, Math.min(parts.comment.length, 0xffff));
}

/** How long an archive of these parts is, in bytes. */
export function lengthOf(parts: ArchiveParts): number {
  let length = parts.before.length + parts.between.length + END_BYTES + parts.comment.length + parts.tail.length;
  for (const each of parts.locals) {
    length += LOCAL_BYTES + each.name.length + each.extra.length + each.data.length + each.after.length;
  }
  for (const each of parts.centrals)
    length += CENTRAL_BYTES + each.name.length + each.extra.length + each.comment.length;
  return length;
}

function refitZip64(parts: ArchiveParts, count: number, directorySize: number, directoryOffset: number): void {
  if (parts.between.length < ZIP64_BYTES || get(parts.between, ZIP64.signature) !== ZIP64_SIGNATURE) return;
  const records = parts.between.slice();
  set(records, ZIP64.entriesOnDisk, count);
  set(records, ZIP64.entries, count);
  set(records, ZIP64.directorySize, directorySize);
  set(records, ZIP64.directoryOffset, directoryOffset);
  if (records.length === ZIP64_BYTES) set(records, ZIP64.recordOffset, directoryOffset + directorySize);
  else set(records, { place: records.length - 12, bytes: 8 }, directoryOffset + directorySize);
  set(records, ZIP64.recordSize, records.length - (ZIP64_BYTES - ZIP64_RECORD_BYTES) - 12);
  parts.between = records;
}

function keepSentinel(
  record: Uint8Array,
  field: (typeof END)["entries" | "directorySize"] | Parameters<typeof set>[1],
  sentinel: number,
  value: number,
): void {
  if (get(record, field) !== sentinel) set(record, field, value);
}

/** Where the header has the sentinel, the offset stands in the zip64 extra, after the sizes that are there. */
function setOffset(central: CentralPart, offset: number): void {
  if (get(central.header, CENTRAL.localOffset) !== SENTINEL_32) return set(central.header, CENTRAL.localOffset, offset);
  const at = zip64Place(central.extra);
  if (at < 0) return;
  let place = at;
  if (get(central.header, CENTRAL.size) === SENTINEL_32) place += 8;
  if (get(central.header, CENTRAL.compressedSize) === SENTINEL_32) place += 8;
  if (place + 8 > central.extra.length) return;
  central.extra = central.extra.slice();
  set(central.extra, { place, bytes: 8 }, offset);
}

/** Where the values of the zip64 extra start, or -1. */
function zip64Place(extra: Uint8Array): number {
  let place = 0;
  while (place + 4 <= extra.length) {
    if (get(extra, { place, bytes: 2 }) === ZIP64_EXTRA) return place + 4;
    place += 4 + get(extra, { place: place + 2, bytes: 2 });
  }
  return -1;
}
