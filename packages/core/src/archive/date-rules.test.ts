import { describe, expect, test } from "vitest";
import { bytes, rawZip, u16, type RawEntry } from "../../../../test-fixtures/archives/raw-zip.ts";
import { A, notes } from "../testing/judge-archive.ts";

/** An archive of `entries` in which the central date fields of the first are these. */
function dated(entries: readonly RawEntry[], date: number, time: number): Uint8Array {
  const archive = rawZip(entries);
  const start = new DataView(archive.buffer).getUint32(archive.length - 6, true);
  archive.set(bytes(u16(time), u16(date)), start + 12);
  return archive;
}

function day(year: number, month: number, day: number): number {
  return (year - 1980) * 512 + month * 32 + day;
}

describe("readArchiveSync() tells of dates that do not exist (zip T1)", () => {
  test.each([
    ["month 0", day(1980, 0, 1), 0],
    ["month 13", day(2001, 13, 1), 0],
    ["day 0", day(2001, 1, 0), 0],
    ["31 June", day(2001, 6, 31), 0],
    ["29 February in a common year", day(2001, 2, 29), 0],
    ["30 February in a leap year", day(2004, 2, 30), 0],
    ["29 February 2100", day(2100, 2, 29), 0],
    ["hour 24", day(2001, 1, 1), 24 << 11],
    ["minute 60", day(2001, 1, 1), 60 << 5],
    ["second 60", day(2001, 1, 1), 30],
  ])("such as %s", (_, date, time) => {
    expect(notes(dated([A], date, time))).toEqual([["ARCHIVE_DATE_CLAMPED", "a.txt"]]);
  });

  test.each([
    ["the first moment", day(1980, 1, 1), 0],
    ["the last moment", day(2107, 12, 31), (23 << 11) | (59 << 5) | 29],
    ["29 February in a leap year", day(2004, 2, 29), 0],
    ["29 February 2000", day(2000, 2, 29), 0],
    ["30 April", day(2001, 4, 30), 0],
    ["31 August", day(2001, 8, 31), 0],
  ])("but not of %s", (_, date, time) => {
    expect(notes(dated([A], date, time))).toEqual([]);
  });

  test("once for the whole archive when there are several", () => {
    const zero = Uint8Array.from(rawZip([A, { ...A, name: "b" }]));
    const start = new DataView(zero.buffer).getUint32(zero.length - 6, true);
    for (const header of [start, start + 46 + 5]) zero.set(new Uint8Array(4), header + 12);
    expect(notes(zero)).toEqual([["ARCHIVE_DATE_CLAMPED", null]]);
  });

  test("also of the archive's own root", () => {
    expect(notes(dated([{ name: "./" }, { name: "./a" }], 0, 0))).toContainEqual(["ARCHIVE_DATE_CLAMPED", "./"]);
  });
});
