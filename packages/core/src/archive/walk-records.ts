// Does each entry have its local header, and do the records tile the archive? (zip H1, H2, S9, D1, D2, A3)
import type { Normalisation } from "./archive.ts";
import { checkDescriptor, isEasilyMissed, MAX_DESCRIPTOR_BYTES } from "./descriptor.ts";
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
  readonly dataOffset: number;
  readonly dataEnd: number;
  readonly end: number;
}

export interface WalkedRecords {
  /** Where each entry's data starts, in the order of the entries. */
  readonly dataOffsets: Float64Array;
  readonly notes: readonly Normalisation[];
}

/**
 * Walks the records in `order`, which `orderRecords` found no overlap in; `areaEnd` is where the central directory
 * starts.
 */
export function* walkRecords(
  entries: readonly NamedEntry[],
  order: Uint32Array,
  areaEnd: number,
  problems: ProblemList,
): Walk<WalkedRecords> {
  const dataOffsets = new Float64Array(entries.length);
  const notes: Normalisation[] = [];
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
    if (dataEnd === end && named.kind === "file" && (header.flags & DESCRIPTOR_FLAG) === 0) continue;
    const record = { named, dataOffset, dataEnd, end };
    problems.addEntry(path, (yield* checkTile(record, window)) ?? (yield* checkEmptyDirectory(record)));
    const ambiguous = yield* holdsSignature(record);
    if (ambiguous && !local.tellsSize) problems.addEntry(path, ambiguity());
    else if (ambiguous || isEasilyMissed(header, local, end - dataEnd)) notes.push(missed(path));
  }
  // When the first record could not be placed, that has been told.
  if (order.length === 0 || dataOffsets[order[0] ?? 0] !== 0) yield* checkStart(offsetOf(0), problems);
  return { dataOffsets, notes };
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

/**
 * Whether the signature of a record stands in stored data with a descriptor after it. A program that reads from the
 * front finds the end there, always when it is not told the size, and sometimes when it is (zip D2).
 */
function* holdsSignature({ named: { header }, dataOffset, dataEnd }: PlacedRecord): Walk<boolean> {
  if (header.method !== STORED || (header.flags & DESCRIPTOR_FLAG) === 0) return false;
  for (let offset = dataOffset; offset < dataEnd; offset += SCAN_BYTES) {
    // A signature may lie across two reads.
    const bytes = yield { offset, length: Math.min(SCAN_BYTES + 3, dataEnd - offset) };
    if (holdsRecordSignature(bytes)) return true;
  }
  return false;
}

function ambiguity(): Broken {
  return broken("ARCHIVE_DESCRIPTOR_AMBIGUOUS", "its data has no stated length and holds the signature of a record");
}

function missed(path: string): Normalisation {
  const detail = "A program that reads from the front may miss its data descriptor.";
  return { code: "ARCHIVE_DESCRIPTOR_FORM", entry: path, detail };
}

function isSpanningMarker(bytes: Uint8Array): boolean {
  if (bytes.length < 4) return false;
  const signature = new ByteRecord(bytes).u32(0);
  return signature === SPANNING_MARKER || signature === DESCRIPTOR;
}
