// Does each entry have its local header, and do the records tile the archive? (zip H1, H2, S9, D1, D2, A3)
import type { Problem } from "../problem/problem.ts";
import { checkDescriptor, MAX_DESCRIPTOR_BYTES } from "./descriptor.ts";
import { DEFLATED, DESCRIPTOR_FLAG, STORED } from "./form-rules.ts";
import { LOCAL_HEADER_BYTES, localHeaderLength, readLocalHeader } from "./local-header.ts";
import type { LocalHeader } from "./local-header.ts";
import type { NamedEntry } from "./name-entries.ts";
import { broken, refuseArchive, refuseEntry } from "./refuse.ts";
import type { Broken } from "./refuse.ts";
import { DESCRIPTOR, holdsRecordSignature, SPANNING_MARKER } from "./signatures.ts";
import { ByteRecord } from "./record.ts";
import type { Walk } from "./walk.ts";

/** An entry and where its record lies: `[header.localOffset, end)`, of which `[dataOffset, dataEnd)` is the data. */
export interface PlacedEntry {
  readonly named: NamedEntry;
  readonly local: LocalHeader;
  readonly dataOffset: number;
  readonly dataEnd: number;
  readonly end: number;
}

/** What ordinary writers put into local extra fields, so that one read is enough. */
const USUAL_EXTRA_BYTES = 64;
const SCAN_BYTES = 64 * 1024;

export interface LocalHeaders {
  /** In the order of the records. */
  readonly placed: readonly PlacedEntry[];
  readonly problems: readonly Problem[];
}

/** Reads the local header of every entry; `areaEnd` is where the central directory starts. */
export function* walkLocalHeaders(entries: readonly NamedEntry[], areaEnd: number): Walk<LocalHeaders> {
  const sorted = entries.toSorted((one, other) => one.header.localOffset - other.header.localOffset);
  const placed: PlacedEntry[] = [];
  const problems: Problem[] = [];
  for (const [index, named] of sorted.entries()) {
    const end = sorted[index + 1]?.header.localOffset ?? areaEnd;
    const result = yield* placeEntry(named, end, areaEnd);
    if ("code" in result) problems.push(refuseEntry(named.path, result));
    else placed.push(result);
  }
  return { placed, problems };
}

function* placeEntry(named: NamedEntry, end: number, areaEnd: number): Walk<PlacedEntry | Broken> {
  const { header } = named;
  const start = header.localOffset;
  if (start + LOCAL_HEADER_BYTES + header.rawName.length + header.compressedSize > areaEnd) return outOfBounds();
  // Seen before anything is read: else many entries could share one header and have it read again and again.
  if (start + LOCAL_HEADER_BYTES + header.rawName.length + header.compressedSize > end) return overlap();
  const usual = LOCAL_HEADER_BYTES + header.rawName.length + USUAL_EXTRA_BYTES;
  const read = yield { offset: start, length: Math.min(usual, end - start) };
  const length = localHeaderLength(read);
  if (length === null) return broken("ARCHIVE_LOCAL_HEADER_MISSING", "its local header is not where it is said to be");
  const dataOffset = start + length;
  const dataEnd = dataOffset + header.compressedSize;
  if (dataEnd > areaEnd) return outOfBounds();
  if (dataEnd > end) return overlap();
  const bytes = length <= read.length ? read.subarray(0, length) : yield { offset: start, length };
  const local = readLocalHeader(bytes, header);
  return local.isErr() ? local.error : { named, local: local.value, dataOffset, dataEnd, end };
}

/** Whether the records, in order, leave nothing over; reads the descriptors. */
export function* walkTiles(placed: readonly PlacedEntry[], areaEnd: number): Walk<Problem[]> {
  const problems: Problem[] = [];
  const first = placed[0]?.named.header.localOffset ?? areaEnd;
  if (first > 0) {
    const marker = yield { offset: 0, length: Math.min(4, first) };
    problems.push(isSpanningMarker(marker) ? spanned() : gap("bytes before the first entry belong to none"));
  }
  for (const entry of placed) {
    const rule = (yield* checkTile(entry)) ?? (yield* checkEmptyDirectory(entry)) ?? (yield* scanStored(entry));
    if (rule !== null) problems.push(refuseEntry(entry.named.path, rule));
  }
  return problems;
}

function* checkTile({ named: { header }, dataEnd, end }: PlacedEntry): Walk<Broken | null> {
  const left = end - dataEnd;
  if ((header.flags & DESCRIPTOR_FLAG) === 0) {
    return left === 0 ? null : broken("ARCHIVE_GAP", "bytes after its data belong to no entry");
  }
  // One byte more than the longest form is no form either.
  const after =
    left === 0 ? new Uint8Array(0) : yield { offset: dataEnd, length: Math.min(left, MAX_DESCRIPTOR_BYTES + 1) };
  return checkDescriptor(after, header);
}

function* checkEmptyDirectory({ named: { header, kind }, dataOffset }: PlacedEntry): Walk<Broken | null> {
  if (kind === "file" || header.method !== DEFLATED || header.compressedSize === 0) return null;
  const stream = yield { offset: dataOffset, length: header.compressedSize };
  const empty = stream.length === 2 && stream[0] === 3 && stream[1] === 0;
  return empty ? null : broken("ARCHIVE_DIRECTORY_WITH_CONTENT", "it is a folder with content");
}

/** A program that reads from the front finds the end of such data by looking for a signature (zip D2). */
function* scanStored({ named: { header }, local, dataOffset, dataEnd }: PlacedEntry): Walk<Broken | null> {
  if (header.method !== STORED || local.tellsSize) return null;
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

function outOfBounds(): Broken {
  return broken("ARCHIVE_LOCAL_HEADER_OUT_OF_BOUNDS", "it reaches out of the area of entries");
}

function overlap(): Broken {
  return broken("ARCHIVE_OVERLAP", "it shares bytes with another entry");
}

function gap(why: string): Problem {
  return refuseArchive("ARCHIVE_GAP", why);
}

function spanned(): Problem {
  return refuseArchive("ARCHIVE_MULTI_DISK", "it says that it is split over several disks");
}
