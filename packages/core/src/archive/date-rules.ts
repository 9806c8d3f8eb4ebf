// Which entries have a date that no calendar has? (zip T1; APPNOTE 4.4.6)
import type { Normalisation } from "./archive.ts";
import { isRoot } from "./check-names.ts";
import type { NamedEntry } from "./name-entries.ts";

/** One note for all of them: whoever writes such a date writes it everywhere. */
export function dateNotes(entries: readonly NamedEntry[]): readonly Normalisation[] {
  let count = 0;
  let first = "";
  for (const entry of entries) {
    if (isPossible(entry.header.dosDate, entry.header.dosTime)) continue;
    if (count === 0) first = isRoot(entry) ? "./" : entry.path;
    count += 1;
  }
  if (count === 0) return [];
  const detail =
    count === 1
      ? "Its date does not exist; no date is kept."
      : `${count} entries have dates that do not exist; no date is kept.`;
  return [{ code: "ARCHIVE_DATE_CLAMPED", entry: count === 1 ? first : null, detail }];
}

/** Whether these fields name a moment: seconds count in pairs, months and days from 1. */
function isPossible(date: number, time: number): boolean {
  const month = (date >> 5) & 15;
  const day = date & 31;
  const year = 1980 + (date >> 9);
  const seconds = (time & 31) * 2;
  return (
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysOf(month, year) &&
    time >> 11 < 24 &&
    ((time >> 5) & 63) < 60 &&
    seconds < 60
  );
}

function daysOf(month: number, year: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}
