// Is this zip archive safe and unambiguous, and what is in it?
import type { Problem } from "../problem/problem.ts";
import type { ArchiveVerdict, Normalisation } from "./archive.ts";
import { readCentralDirectory, showRawName } from "./central-header.ts";
import type { CentralHeader } from "./central-header.ts";
import { checkNames } from "./check-names.ts";
import { placeDirectory, ZIP64_BYTES } from "./directory-place.ts";
import { END_RECORD_BYTES, END_SEARCH_BYTES, findEndRecord } from "./end-record.ts";
import { FORM_RULES } from "./form-rules.ts";
import { keepEntries } from "./keep-entries.ts";
import { KIND_RULES } from "./kind-rules.ts";
import type { ArchiveLimits } from "./limits.ts";
import { nameEntries } from "./name-entries.ts";
import type { NamedEntry } from "./name-entries.ts";
import { refuseArchive, refuseEntry } from "./refuse.ts";
import { holdsRecordSignature } from "./signatures.ts";
import { checkSums } from "./sums.ts";
import type { Walk } from "./walk.ts";
import { walkLocalHeaders, walkTiles } from "./walk-local-headers.ts";

/** More say nothing new, and a hostile archive has one for each of its entries. */
const MOST_PROBLEMS = 100;

/**
 * Judges an archive of `size` bytes in the checklist's order; inflating is left to `walkEntry`.
 * Costs O(n log n) in the number of entries, and allocates nothing from a declared number.
 */
export function* walkArchive(size: number, limits: ArchiveLimits): Walk<ArchiveVerdict> {
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
  const directory = yield { offset: areaEnd, length: place.value.size };
  const headers = readCentralDirectory(directory, place.value.entries);
  if (headers.isErr()) return refused(headers.error);
  const formProblems = checkForms(headers.value);
  if (formProblems.length > 0) return refused(formProblems);

  // Names.
  const named = nameEntries(headers.value);
  if (named.problems.length > 0) return refused(named.problems);
  const names = checkNames(named.entries, limits);
  const nameProblems = [...names.problems, ...checkKinds(named.entries)];
  if (nameProblems.length > 0) return refused(nameProblems);

  // Local headers.
  const locals = yield* walkLocalHeaders(named.entries, areaEnd);
  if (locals.problems.length > 0) return refused(locals.problems);

  // Tiling.
  const tileProblems = yield* walkTiles(locals.placed, areaEnd);
  if (tileProblems.length > 0) return refused(tileProblems);

  // Sums.
  const sumProblems = checkSums(named.entries, names.nodes, limits);
  if (sumProblems.length > 0) return refused(sumProblems);

  const kept = keepEntries(named.entries, locals.placed);
  return {
    verdict: "accepted",
    entries: kept.entries,
    normalisations: [...paddingNote(end.value.padding), ...named.notes, ...kept.notes],
  };
}

function notAZip(): Problem {
  return refuseArchive("ARCHIVE_NOT_A_ZIP", "it is no zip archive", "Send a zip; other archives are not read.");
}

function checkForms(headers: readonly CentralHeader[]): Problem[] {
  return headers.flatMap((header) =>
    FORM_RULES.flatMap((rule) => {
      const broken = rule(header);
      return broken === null ? [] : [refuseEntry(showRawName(header.rawName), broken)];
    }),
  );
}

function checkKinds(entries: readonly NamedEntry[]): Problem[] {
  return entries.flatMap((entry) =>
    KIND_RULES.flatMap((rule) => {
      const broken = rule(entry);
      return broken === null ? [] : [refuseEntry(entry.path, broken)];
    }),
  );
}

function refused(problems: readonly Problem[]): ArchiveVerdict {
  return { verdict: "refused", problems: problems.slice(0, MOST_PROBLEMS) };
}

function paddingNote(padding: number): Normalisation[] {
  if (padding === 0) return [];
  return [
    { code: "ARCHIVE_PADDING_DROPPED", entry: null, detail: `${padding} zero bytes after the end were ignored.` },
  ];
}

function tooShort(size: number): Problem {
  return refuseArchive("ARCHIVE_TOO_SHORT", `it has ${size} bytes, and a zip archive has at least ${END_RECORD_BYTES}`);
}

function tooLarge(size: number, most: number): Problem {
  return refuseArchive("ARCHIVE_TOO_LARGE", `it has ${size} bytes, and at most ${most} are allowed`);
}
