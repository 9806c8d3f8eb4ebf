// Is this zip archive safe and unambiguous, and what is in it?
import type { Problem } from "../problem/problem.ts";
import type { ArchiveVerdict, Normalisation } from "./archive.ts";
import { readCentralDirectory } from "./central-directory.ts";
import { checkNames } from "./check-names.ts";
import { dateNotes } from "./date-rules.ts";
import { placeDirectory, ZIP64_BYTES } from "./directory-place.ts";
import { END_RECORD_BYTES, END_SEARCH_BYTES, findEndRecord } from "./end-record.ts";
import { checkForms } from "./form-rules.ts";
import { keepEntries } from "./keep-entries.ts";
import { checkKinds } from "./kind-rules.ts";
import type { ArchiveLimits } from "./limits.ts";
import { nameEntries } from "./name-entries.ts";
import type { NamedEntry } from "./name-entries.ts";
import { REFUSED_STRICTLY } from "./normalisation.ts";
import { ProblemList } from "./problem-list.ts";
import { orderRecords } from "./record-order.ts";
import { refuseArchive, refuseNormalisation } from "./refuse.ts";
import { holdsRecordSignature } from "./signatures.ts";
import { checkSums } from "./sums.ts";
import type { Walk } from "./walk.ts";
import { walkRecords } from "./walk-records.ts";

export interface ReadOptions {
  /** Whether what another program may read differently is refused, instead of normalised. */
  readonly strict?: boolean;
}

/**
 * Judges an archive of `size` bytes in the checklist's order; inflating is left to `walkEntry`. Tells all that is wrong
 * up to where going on has no meaning: without a directory, without every header, without every name, without a record
 * for each entry.
 * Costs O(n log n) in the number of entries, and allocates nothing from a declared number.
 */
export function* walkArchive(size: number, limits: ArchiveLimits, options: ReadOptions = {}): Walk<ArchiveVerdict> {
  if (size < END_RECORD_BYTES) return refused([tooShort(size)]);
  if (size > limits.maxBytes) return refused([tooLarge(size, limits.maxBytes)]);

  // End record.
  const tailLength = Math.min(size, END_SEARCH_BYTES);
  const end = findEndRecord(yield { offset: size - tailLength, length: tailLength }, size);
  if (end.isErr()) {
    const cut = end.error.code !== "ARCHIVE_NO_END_RECORD" || holdsRecordSignature(yield { offset: 0, length: 4 });
    return refused([cut ? end.error : notAZip()]);
  }

  // Zip64.
  const beforeLength = Math.min(end.value.offset, ZIP64_BYTES);
  const before = yield { offset: end.value.offset - beforeLength, length: beforeLength };
  const place = placeDirectory(end.value, before, limits);
  if (place.isErr()) return refused([place.error]);
  const areaEnd = place.value.offset;

  // Central directory.
  const problems = new ProblemList();
  const directory = yield { offset: areaEnd, length: place.value.size };
  const headers = readCentralDirectory(directory, place.value.entries, problems);
  if (headers.isErr()) return refused([...problems.all, headers.error]);
  checkForms(headers.value, problems);
  if (headers.value.length < place.value.entries) return refused(problems.all);
  const order = orderRecords(headers.value, areaEnd, problems);
  if (order === null) return refused(problems.all);

  // Names.
  const named = nameEntries(headers.value, problems);
  if (named === null) return refused(problems.all);
  const nodes = checkNames(named.entries, limits, problems);
  checkKinds(named.entries, problems);

  // Local headers, and tiling with them.
  const records = yield* walkRecords(named.entries, order, areaEnd, problems);

  // Sums.
  checkSums(named.entries, nodes, limits, problems);

  const kept = keepEntries(named.entries, records.dataOffsets);
  const normalisations = [
    ...paddingNote(end.value.padding),
    ...named.notes,
    ...zip64Notes(named.entries, place.value.zip64),
    ...records.notes,
    ...dateNotes(named.entries),
    ...kept.notes,
  ];
  if (options.strict === true) {
    for (const note of normalisations) if (REFUSED_STRICTLY.has(note.code)) problems.add(refuseNormalisation(note));
  }
  if (!problems.none) return refused(problems.all);
  return { verdict: "accepted", entries: kept.entries, dropped: kept.dropped, normalisations };
}

function refused(problems: readonly Problem[]): ArchiveVerdict {
  return { verdict: "refused", problems };
}

function paddingNote(padding: number): Normalisation[] {
  if (padding === 0) return [];
  return [
    { code: "ARCHIVE_PADDING_DROPPED", entry: null, detail: `${padding} zero bytes after the end were ignored.` },
  ];
}

/** `announced` tells whether the archive has zip64 records at its end. */
function zip64Notes(entries: readonly NamedEntry[], announced: boolean): Normalisation[] {
  const notes: Normalisation[] = [];
  if (!announced && entries.some(({ header }) => header.wide)) {
    const detail = "Entries have zip64 values, and there is no zip64 end record.";
    notes.push({ code: "ARCHIVE_ZIP64_UNANNOUNCED", entry: null, detail });
  }
  for (const { header, path } of entries) {
    if (!header.sizeAlone) continue;
    const detail = "Of its two sizes, only the uncompressed one is a zip64 value.";
    notes.push({ code: "ARCHIVE_ZIP64_SIZE_ALONE", entry: path, detail });
  }
  return notes;
}

function notAZip(): Problem {
  return refuseArchive(
    "ARCHIVE_NOT_A_ZIP",
    "it is no zip archive",
    "Give a zip of a folder, or the folder itself where one can be named; other files are not read.",
  );
}

function tooShort(size: number): Problem {
  const reason = `it has ${size} bytes, and a zip archive has at least ${END_RECORD_BYTES}`;
  return refuseArchive("ARCHIVE_TOO_SHORT", reason, "Look at whatever should have written it, and write it again.");
}

function tooLarge(size: number, most: number): Problem {
  const reason = `it has ${size} bytes, and at most ${most} are allowed`;
  return refuseArchive(
    "ARCHIVE_TOO_LARGE",
    reason,
    "Pack less, or raise the limit (`--max-bytes` on the command line).",
  );
}
