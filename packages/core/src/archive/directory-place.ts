// Where does the central directory lie, and how long is it said to be? (zip S5, S6, S7, Z1, Z2, Z5, Z6, B1)
import { err, ok } from "neverthrow";
import type { Result } from "neverthrow";
import type { Problem } from "../problem/problem.ts";
import type { EndRecord } from "./end-record.ts";
import type { ArchiveLimits } from "./limits.ts";
import { ByteRecord, SENTINEL_16, SENTINEL_32 } from "./record.ts";
import { refuseArchive } from "./refuse.ts";
import { ZIP64_END_RECORD, ZIP64_LOCATOR } from "./signatures.ts";

export interface DirectoryPlace {
  /** Whether zip64 records stand before the end record. */
  readonly zip64: boolean;
  readonly entries: number;
  readonly offset: number;
  readonly size: number;
}

const LOCATOR_BYTES = 20;
const ZIP64_RECORD_BYTES = 56;
/** What the record's own size field says: without signature and itself. */
const ZIP64_RECORD_SIZE = ZIP64_RECORD_BYTES - 12;
/** What stands before the end record in an archive with zip64 records. */
export const ZIP64_BYTES = LOCATOR_BYTES + ZIP64_RECORD_BYTES;

const CENTRAL_HEADER_BYTES = 46;
const MAX_DIRECTORY_BYTES = 4 * 1024 * 1024;

/**
 * Reads the place of the central directory from the end record and, when a locator stands directly before it, from the
 * zip64 record. `before` are the bytes directly before the end record, at most `ZIP64_BYTES`.
 */
export function placeDirectory(
  end: EndRecord,
  before: Uint8Array,
  limits: ArchiveLimits,
): Result<DirectoryPlace, Problem> {
  const bytes = new ByteRecord(before);
  const locatorPlace = before.length - LOCATOR_BYTES;
  const zip64 = locatorPlace >= 0 && bytes.u32(locatorPlace) === ZIP64_LOCATOR;
  return (zip64 ? readZip64(end, bytes) : readPlain(end)).andThen((stated) => checkPlace(stated, limits));
}

interface StatedPlace extends DirectoryPlace {
  readonly entriesOnDisk: number;
  /** Where the record after the central directory starts. */
  readonly nextRecord: number;
}

function readPlain(end: EndRecord): Result<StatedPlace, Problem> {
  if (end.disk !== 0 || end.directoryDisk !== 0) return err(multiDisk());
  return ok({
    zip64: false,
    entries: end.entries,
    entriesOnDisk: end.entriesOnDisk,
    offset: end.directoryOffset,
    size: end.directorySize,
    nextRecord: end.offset,
  });
}

function readZip64(end: EndRecord, before: ByteRecord): Result<StatedPlace, Problem> {
  const locator = new ByteRecord(before.slice(before.length - LOCATOR_BYTES, LOCATOR_BYTES));
  const recordOffset = end.offset - ZIP64_BYTES;
  const stands = before.length === ZIP64_BYTES && before.u32(0) === ZIP64_END_RECORD && locator.u64(8) === recordOffset;
  if (!stands) {
    return err(
      refuseArchive("ARCHIVE_ZIP64_MISPLACED", "its zip64 records do not stand directly before the end record"),
    );
  }
  if (before.u64(4) !== ZIP64_RECORD_SIZE) {
    return err(
      refuseArchive(
        "ARCHIVE_ZIP64_RECORD_SIZE",
        `its zip64 end record has another size than ${ZIP64_RECORD_SIZE} bytes`,
      ),
    );
  }
  if (locator.u32(4) !== 0 || locator.u32(16) !== 1 || before.u32(16) !== 0 || before.u32(20) !== 0)
    return err(multiDisk());
  const stated = {
    zip64: true,
    entriesOnDisk: before.u64(24),
    entries: before.u64(32),
    size: before.u64(40),
    offset: before.u64(48),
    nextRecord: recordOffset,
  };
  if (![stated.entriesOnDisk, stated.entries, stated.size, stated.offset].every(Number.isFinite)) {
    return err(refuseArchive("ARCHIVE_NUMBER_TOO_LARGE", "its zip64 end record holds a number above 2^53-1"));
  }
  const agrees =
    sameOr(SENTINEL_16, end.disk, 0) &&
    sameOr(SENTINEL_16, end.directoryDisk, 0) &&
    sameOr(SENTINEL_16, end.entriesOnDisk, stated.entriesOnDisk) &&
    sameOr(SENTINEL_16, end.entries, stated.entries) &&
    sameOr(SENTINEL_32, end.directorySize, stated.size) &&
    sameOr(SENTINEL_32, end.directoryOffset, stated.offset);
  if (!agrees) return err(refuseArchive("ARCHIVE_ZIP64_CONTRADICTION", "its end record and its zip64 record disagree"));
  return ok(stated);
}

function checkPlace(stated: StatedPlace, limits: ArchiveLimits): Result<DirectoryPlace, Problem> {
  const { zip64, entries, entriesOnDisk, offset, size, nextRecord } = stated;
  if (entries > limits.maxEntries) {
    return err(
      refuseArchive(
        "ARCHIVE_TOO_MANY_ENTRIES",
        `it has ${entries} entries, and at most ${limits.maxEntries} are allowed`,
      ),
    );
  }
  if (size > MAX_DIRECTORY_BYTES) {
    return err(
      refuseArchive(
        "ARCHIVE_DIRECTORY_TOO_LARGE",
        `its central directory has ${size} bytes, and at most ${MAX_DIRECTORY_BYTES} are allowed`,
      ),
    );
  }
  if (entriesOnDisk !== entries || entries * CENTRAL_HEADER_BYTES > size) {
    return err(refuseArchive("ARCHIVE_COUNT_MISMATCH", "its number of entries cannot be right"));
  }
  if (offset + size !== nextRecord) {
    return err(
      refuseArchive("ARCHIVE_DIRECTORY_MISPLACED", "its central directory does not end where the next record starts"),
    );
  }
  return ok({ zip64, entries, offset, size });
}

function sameOr(sentinel: number, field: number, value: number): boolean {
  return field === sentinel || field === value;
}

function multiDisk(): Problem {
  return refuseArchive("ARCHIVE_MULTI_DISK", "it says that it is split over several disks");
}
