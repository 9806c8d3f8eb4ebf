// Which end record is the one, and does the file end with it? (zip S2, S3, S4)
import { err, ok } from "neverthrow";
import type { Result } from "neverthrow";
import type { Problem } from "../problem/problem.ts";
import { ByteRecord } from "./record.ts";
import { refuseArchive } from "./refuse.ts";
import { holdsRecordSignature, P } from "./signatures.ts";

export interface EndRecord {
  /** Where it starts in the archive. */
  readonly offset: number;
  readonly disk: number;
  readonly directoryDisk: number;
  readonly entriesOnDisk: number;
  readonly entries: number;
  readonly directorySize: number;
  readonly directoryOffset: number;
  readonly comment: Uint8Array;
  /** Zero bytes between its comment and the end of the file. */
  readonly padding: number;
}

export const END_RECORD_BYTES = 22;
const MAX_COMMENT_BYTES = 0xffff;
const MAX_PADDING_BYTES = 10 * 1024;

/** Every end record that the file can have starts within this many bytes of its end. */
export const END_SEARCH_BYTES = END_RECORD_BYTES + MAX_COMMENT_BYTES + MAX_PADDING_BYTES;

/** Finds the end record in `tail`, the last bytes of an archive of `size` bytes. */
export function findEndRecord(tail: Uint8Array, size: number): Result<EndRecord, Problem> {
  const start = size - tail.length;
  const places = signaturePlaces(tail);
  if (places.length === 0) {
    return err(
      refuseArchive("ARCHIVE_NO_END_RECORD", "it has no end record", "Its end was cut off; send it again, whole."),
    );
  }
  // Counted once: each of thousands of places could claim all of it.
  const zeros = tail.length - 1 - tail.findLastIndex((byte) => byte !== 0);
  const most = Math.min(zeros, MAX_PADDING_BYTES);
  const found = places.map((place) => readEndRecord(tail, place, start, most)).filter((record) => record !== null);
  const [chosen, second] = found;
  if (chosen === undefined) {
    return err(refuseArchive("ARCHIVE_END_RECORD_MISPLACED", "its end record does not end where the file ends"));
  }
  if (second !== undefined || places.some((place) => start + place > chosen.offset)) {
    return err(refuseArchive("ARCHIVE_END_RECORD_AMBIGUOUS", "more than one end record could be meant"));
  }
  if (holdsRecordSignature(chosen.comment)) {
    return err(refuseArchive("ARCHIVE_COMMENT_SIGNATURE", "its comment holds the signature of a zip record"));
  }
  return ok(chosen);
}

function signaturePlaces(tail: Uint8Array): number[] {
  const places: number[] = [];
  for (let place = tail.indexOf(P); place >= 0 && place + 4 <= tail.length; place = tail.indexOf(P, place + 1)) {
    if (tail[place + 1] === 0x4b && tail[place + 2] === 5 && tail[place + 3] === 6) places.push(place);
  }
  return places;
}

/** `null` when a record here would end more than `mostPadding` bytes before the end of the file, or after it. */
function readEndRecord(tail: Uint8Array, place: number, start: number, mostPadding: number): EndRecord | null {
  if (place + END_RECORD_BYTES > tail.length) return null;
  const record = new ByteRecord(tail.subarray(place));
  const end = END_RECORD_BYTES + record.u16(20);
  const padding = record.length - end;
  if (padding < 0 || padding > mostPadding) return null;
  return {
    offset: start + place,
    disk: record.u16(4),
    directoryDisk: record.u16(6),
    entriesOnDisk: record.u16(8),
    entries: record.u16(10),
    directorySize: record.u32(12),
    directoryOffset: record.u32(16),
    comment: record.slice(END_RECORD_BYTES, end - END_RECORD_BYTES),
    padding,
  };
}
