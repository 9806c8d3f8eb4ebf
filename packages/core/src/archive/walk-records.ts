// Does each entry have its local header, and do the records tile the archive? (zip H1, H2, S9, D1, D2, A3)
import { checkDescriptor, MAX_DESCRIPTOR_BYTES } from "./descriptor.ts";
import { DEFLATED, DESCRIPTOR_FLAG, STORED } from "./form-rules.ts";
import { LOCAL_HEADER_BYTES, localHeaderLength, readLocalHeader } from "./local-header.ts";
import { EMPTY_DEFLATE_BYTES } from "./kind-rules.ts";
import type { NamedEntry } from "./name-entries.ts";
import type { ProblemList } from "./problem-list.ts";
import { ByteRecord } from "./record.ts";
import { outOfRoom } from "./record-order.ts";
import { ReadWindow } from "./read-window.ts";
import { Broken, broken } from "./refuse.ts";
import { DESCRIPTOR, holdsRecordSignature, SPANNING_MARKER } from "./signatures.ts";
import type { Walk } from "./walk.ts";

/** What ordinary writers put into local extra fields. */
const USUAL_EXTRA_BYTES = 64;
const SCAN_BYTES = 64 * 1024;

/** An entry's record is `[header.localOffset, end)`, and its data `[dataOffset, dataEnd)` of it. */
interface PlacedRecord {
  readonly named: NamedEntry;
  readonly tellsSize: boolean;
  readonly dataOffset: number;
  readonly dataEnd: number;
  readonly end: number;
}

/**
 * Walks the records in `order`, which `orderRecords` found no overlap in; `areaEnd` is where the central directory
 * starts. Answers where each entry's data starts, in the order of `entries`.
 */
export function* walkRecords(
  entries: readonly NamedEntry[],
  order: Uint32Array,
  areaEnd: number,
  problems: ProblemList,
): Walk<Float64Array> {
  const dataOffsets = new Float64Array(entries.length);
  const offsetOf = (index: number): number => entries[order[index] ?? -1]?.header.localOffset ?? areaEnd;
  const window = new ReadWindow(areaEnd);
  for (let index = 0; index < order.length; index += 1) {
    const place = order[index] ?? 0;
    const named = entries[place];
    if (named === undefined || problems.full) break;
    const { header, path } = named;
    const end = offsetOf(index + 1);
    const least = LOCAL_HEADER_BYTES + header.nameLength;
    const usual = Math.min(least + USUAL_EXTRA_BYTES, end - header.localOffset);
    if (!window.holds(header.localOffset, usual))
      yield* window.read(header.localOffset, usual, (n) => offsetOf(index + n));
    const whole = localHeaderLength(window.record, window.placeOf(header.localOffset));
    const dataOffset = header.localOffset + (whole ?? 0);
    const unusable = whole === null ? missing() : outOfRoom(dataOffset + header.compressedSize, end, areaEnd);
    if (whole === null || unusable !== null) {
      problems.addEntry(path, unusable);
      continue;
    }
    if (!window.holds(header.localOffset, whole)) yield* window.read(header.localOffset, whole);
    const local = readLocalHeader(window.record, window.placeOf(header.localOffset), header);
    if (local instanceof Broken) {
      problems.addEntry(path, local);
      continue;
    }
    dataOffsets[place] = dataOffset;
    const dataEnd = dataOffset + header.compressedSize;
    // Nothing but header and data belongs to nearly every record, and nobody has to look into the data.
    if (dataEnd === end && local.tellsSize && named.kind === "file" && (header.flags & DESCRIPTOR_FLAG) === 0) continue;
    const record = { named, tellsSize: local.tellsSize, dataOffset, dataEnd, end };
    problems.addEntry(path, yield* checkBesides(record, window));
  }
  // When the first record could not be placed, that has been told.
  if (order.length === 0 || dataOffsets[order[0] ?? 0] !== 0) yield* checkStart(offsetOf(0), problems);
  return dataOffsets;
}

function* checkStart(first: number, problems: ProblemList): Walk<void> {
  if (first === 0) return;
  const marker = yield { offset: 0, length: Math.min(4, first) };
  if (isSpanningMarker(marker))
    problems.addArchive("ARCHIVE_MULTI_DISK", "it says that it is split over several disks");
  else problems.addArchive("ARCHIVE_GAP", "bytes before the first entry belong to none");
}

function missing(): Broken {
  return broken("ARCHIVE_LOCAL_HEADER_MISSING", "its local header is not where it is said to be");
}

function* checkBesides(record: PlacedRecord, window: ReadWindow): Walk<Broken | null> {
  return (yield* checkTile(record, window)) ?? (yield* checkEmptyDirectory(record)) ?? (yield* scanStored(record));
}

function* checkTile({ named: { header }, dataEnd, end }: PlacedRecord, window: ReadWindow): Walk<Broken | null> {
  const left = end - dataEnd;
  if ((header.flags & DESCRIPTOR_FLAG) === 0) {
    return left === 0 ? null : broken("ARCHIVE_GAP", "bytes after its data belong to no entry");
  }
  // One byte more than the longest form is no form either.
  const length = Math.min(left, MAX_DESCRIPTOR_BYTES + 1);
  if (!window.holds(dataEnd, length)) yield* window.read(dataEnd, length);
  return checkDescriptor(window.record.slice(window.placeOf(dataEnd), length), header);
}

function* checkEmptyDirectory({ named: { header, kind }, dataOffset }: PlacedRecord): Walk<Broken | null> {
  if (kind === "file" || header.method !== DEFLATED || header.compressedSize !== EMPTY_DEFLATE_BYTES) return null;
  const stream = yield { offset: dataOffset, length: EMPTY_DEFLATE_BYTES };
  return stream[0] === 3 && stream[1] === 0
    ? null
    : broken("ARCHIVE_DIRECTORY_WITH_CONTENT", "it is a folder with content");
}

/** A program that reads from the front finds the end of such data by looking for a signature (zip D2). */
function* scanStored({ named: { header }, tellsSize, dataOffset, dataEnd }: PlacedRecord): Walk<Broken | null> {
  if (header.method !== STORED || tellsSize) return null;
  for (let offset = dataOffset; offset < dataEnd; offset += SCAN_BYTES) {
    // A signature may lie across two reads.
    const bytes = yield { offset, length: Math.min(SCAN_BYTES + 3, dataEnd - offset) };
    if (holdsRecordSignature(bytes)) {
      return broken(
        "ARCHIVE_DESCRIPTOR_AMBIGUOUS",
        "its data has no stated length and holds the signature of a record",
      );
    }
  }
  return null;
}

function isSpanningMarker(bytes: Uint8Array): boolean {
  if (bytes.length < 4) return false;
  const signature = new ByteRecord(bytes).u32(0);
  return signature === SPANNING_MARKER || signature === DESCRIPTOR;
}
