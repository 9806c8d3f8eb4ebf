// What does the central directory say about each entry? (zip S6, S8; APPNOTE 4.3.12)
import { err, ok } from "neverthrow";
import type { Result } from "neverthrow";
import type { Problem } from "../problem/problem.ts";
import { readExtraFields, ZIP64_EXTRA } from "./extra-fields.ts";
import type { ExtraFields } from "./extra-fields.ts";
import { ByteRecord } from "./record.ts";
import { broken, refuseArchive, refuseEntry } from "./refuse.ts";
import type { Broken } from "./refuse.ts";
import { CENTRAL_HEADER, holdsRecordSignature } from "./signatures.ts";
import { isSentinel, resolveZip64 } from "./zip64-extra.ts";
import type { Zip64Field } from "./zip64-extra.ts";

export interface CentralHeader {
  readonly rawName: Uint8Array;
  /** The system whose attributes these are, as the writer says (APPNOTE 4.4.2). */
  readonly host: number;
  readonly flags: number;
  readonly method: number;
  readonly crc32: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly attributes: number;
  readonly localOffset: number;
  readonly extras: ExtraFields;
}

const HEADER_BYTES = 46;

/** Walks the whole directory of `count` headers: every problem of the entries, or the one that stops the walk. */
export function readCentralDirectory(directory: Uint8Array, count: number): Result<CentralHeader[], Problem[]> {
  const headers: CentralHeader[] = [];
  const problems: Problem[] = [];
  let place = 0;
  let walked = 0;
  while (place < directory.length) {
    const fixed = new ByteRecord(directory.subarray(place, place + HEADER_BYTES));
    if (fixed.length < HEADER_BYTES || fixed.u32(0) !== CENTRAL_HEADER) return err([directoryBroken()]);
    const length = HEADER_BYTES + fixed.u16(28) + fixed.u16(30) + fixed.u16(32);
    const record = new ByteRecord(directory.subarray(place, place + length));
    if (record.length < length) return err([directoryBroken()]);
    readCentralHeader(record).match(
      (header) => headers.push(header),
      (rule) => problems.push(refuseEntry(showRawName(rawNameOf(record)), rule)),
    );
    place += length;
    walked += 1;
  }
  if (walked !== count) {
    return err([
      refuseArchive("ARCHIVE_COUNT_MISMATCH", `its end record gives ${count} entries, and there are ${walked}`),
    ]);
  }
  return problems.length > 0 ? err(problems) : ok(headers);
}

/** For messages only: what is not UTF-8 is shown as U+FFFD. */
export function showRawName(rawName: Uint8Array): string {
  return new TextDecoder().decode(rawName);
}

function readCentralHeader(record: ByteRecord): Result<CentralHeader, Broken> {
  const nameEnd = HEADER_BYTES + record.u16(28);
  const extraEnd = nameEnd + record.u16(30);
  if (holdsRecordSignature(record.bytes.subarray(extraEnd))) {
    return err(broken("ARCHIVE_COMMENT_SIGNATURE", "its comment holds the signature of a zip record"));
  }
  return readExtraFields(record.bytes.subarray(nameEnd, extraEnd)).andThen((extras) =>
    readZip64Values(record, extras).map(([size = 0, compressedSize = 0, localOffset = 0]) => ({
      rawName: rawNameOf(record),
      host: record.u8(5),
      flags: record.u16(8),
      method: record.u16(10),
      crc32: record.u32(16),
      compressedSize,
      size,
      attributes: record.u32(38),
      localOffset,
      extras,
    })),
  );
}

function readZip64Values(record: ByteRecord, extras: ExtraFields): Result<number[], Broken> {
  const compressedSize = field(record.u32(20), 8);
  const size = field(record.u32(24), 8);
  if (isSentinel(size) !== isSentinel(compressedSize)) {
    return err(broken("ARCHIVE_ZIP64_HALF", "only one of its two sizes is a zip64 value"));
  }
  const fields = [size, compressedSize, field(record.u32(42), 8), field(record.u16(34), 4)];
  return resolveZip64(fields, extras.get(ZIP64_EXTRA)).andThen((values) =>
    values[3] === 0 ? ok(values) : err(broken("ARCHIVE_MULTI_DISK", "it is said to start on another disk")),
  );
}

function field(value: number, bytes: 8 | 4): Zip64Field {
  return { value, bytes, mayRepeat: (repeated) => repeated === value };
}

function rawNameOf(record: ByteRecord): Uint8Array {
  return record.slice(HEADER_BYTES, record.u16(28));
}

function directoryBroken(): Problem {
  return refuseArchive("ARCHIVE_DIRECTORY_BROKEN", "its central directory is not a whole list of headers");
}
