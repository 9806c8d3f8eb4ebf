// Which entries are neither file nor folder, or both, and which modes and dates are not kept? (zip A1-A4, T1)
import type { ArchiveFixture, RefusedFixture } from "../archive-fixture.ts";
import { bytes, hex, toBytes } from "../bytes.ts";
import { SIGNED, descriptor } from "../descriptor.ts";
import type { RawEntry } from "../raw-entry.ts";
import { rawZip } from "../raw-zip.ts";
import { readme, README_TEXT } from "../readme.ts";

const DOS_DIRECTORY = 0x10;
const folder: RawEntry = { name: "docs/" };

/** As Unix keeps types and modes, in the upper half of the attributes. */
function mode(octal: number): number {
  return (octal << 16) >>> 0;
}

function refused(code: RefusedFixture["code"], row: string, what: string, entry: RawEntry): ArchiveFixture {
  return { code, what, rows: [row], bytes: () => rawZip([entry]) };
}

function special(what: string, type: number): ArchiveFixture {
  return refused("ARCHIVE_SPECIAL_FILE", "A1", what, { name: "special", attributes: mode(type | 0o644) });
}

function dropped(what: string, octal: number, executable: boolean): ArchiveFixture {
  return {
    what,
    rows: ["A4"],
    notes: ["ARCHIVE_MODE_DROPPED"],
    files: { run: README_TEXT },
    executables: executable ? ["run"] : [],
    bytes: () => rawZip([{ name: "run", content: README_TEXT, attributes: mode(0o100000 | octal) }]),
  };
}

function dated(what: string, fields: Pick<RawEntry, "date" | "time">): ArchiveFixture {
  return {
    what,
    rows: ["T1"],
    notes: ["ARCHIVE_DATE_CLAMPED"],
    files: { "readme.txt": README_TEXT },
    bytes: () => rawZip([{ ...readme, ...fields }]),
  };
}

/** A date as its record has it, without any care for what exists. */
function day(year: number, month: number, dayOfMonth: number): number {
  return ((year - 1980) << 9) | (month << 5) | dayOfMonth;
}

/** In a common year, a leap year, and the leap year that is also a century. */
const LAST_DAYS = [
  ...[31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].map((last, month) => day(2023, month + 1, last)),
  day(2024, 2, 29),
  day(2000, 2, 29),
];

const linkTarget = { name: "link", content: "/etc/passwd", attributes: mode(0o120777) };

export const attributes: readonly ArchiveFixture[] = [
  refused("ARCHIVE_SYMLINK", "A1", "link-to-a-file-outside", linkTarget),
  refused("ARCHIVE_SYMLINK", "A1", "link-to-the-folder-above", { ...linkTarget, content: ".." }),
  refused("ARCHIVE_SYMLINK", "A1", "link-whose-target-is-deflated", { ...linkTarget, method: 8 }),
  refused("ARCHIVE_SYMLINK", "A1", "link-that-claims-to-come-from-windows", { ...linkTarget, host: 0 }),
  refused("ARCHIVE_SYMLINK", "A1", "link-that-claims-to-come-from-macos", { ...linkTarget, host: 19 }),
  {
    code: "ARCHIVE_SYMLINK",
    what: "link-and-then-a-file-below-it",
    rows: ["A1"],
    also: ["PATH_FILE_AND_FOLDER"],
    bytes: () =>
      rawZip([
        { ...linkTarget, content: ".." },
        { name: "link/evil.sh", content: README_TEXT },
      ]),
  },
  special("a-named-pipe", 0o010000),
  special("a-character-device", 0o020000),
  special("a-block-device", 0o060000),
  special("a-socket", 0o140000),
  special("a-type-that-no-system-has", 0o030000),

  refused("ARCHIVE_KIND_CONTRADICTION", "A2", "folder-without-slash", { name: "docs", attributes: mode(0o040755) }),
  refused("ARCHIVE_KIND_CONTRADICTION", "A2", "windows-folder-without-slash", {
    name: "docs",
    host: 0,
    attributes: DOS_DIRECTORY,
  }),
  refused("ARCHIVE_KIND_CONTRADICTION", "A2", "windows-folder-with-content-and-without-slash", {
    ...readme,
    host: 0,
    attributes: DOS_DIRECTORY,
  }),
  refused("ARCHIVE_KIND_CONTRADICTION", "A2", "file-with-slash", { name: "docs/", attributes: mode(0o100644) }),
  {
    code: "ARCHIVE_KIND_CONTRADICTION",
    what: "file-with-slash-and-content",
    rows: ["A2", "A3"],
    also: ["ARCHIVE_DIRECTORY_WITH_CONTENT"],
    bytes: () => rawZip([{ name: "docs/", content: README_TEXT, attributes: mode(0o100644) }]),
  },

  refused("ARCHIVE_DIRECTORY_WITH_CONTENT", "A3", "folder-with-stored-content", { ...folder, content: README_TEXT }),
  refused("ARCHIVE_DIRECTORY_WITH_CONTENT", "A3", "folder-with-deflated-content", {
    ...folder,
    content: README_TEXT,
    method: 8,
  }),
  refused("ARCHIVE_DIRECTORY_WITH_CONTENT", "A3", "folder-with-a-checksum", { ...folder, crc32: 1 }),
  refused("ARCHIVE_DIRECTORY_WITH_CONTENT", "A3", "folder-with-an-empty-stored-block", {
    ...folder,
    method: 8,
    data: hex("01 00 00 ff ff"),
  }),
  refused("ARCHIVE_DIRECTORY_WITH_CONTENT", "A3", "folder-with-a-stream-that-is-cut-off", {
    ...folder,
    method: 8,
    data: hex("03 04"),
  }),
  refused("ARCHIVE_DIRECTORY_WITH_CONTENT", "A3", "folder-with-two-bytes-that-are-no-empty-stream", {
    ...folder,
    method: 8,
    data: toBytes("hi"),
  }),
  {
    what: "folders-in-every-form",
    rows: ["A2", "A3"],
    files: {},
    folders: ["stored", "stored/unix", "windows", "deflated", "deflated/streamed", "stored-and-streamed"],
    bytes: () =>
      rawZip([
        { name: "stored/" },
        { name: "stored/unix/", attributes: mode(0o040755) | DOS_DIRECTORY },
        { name: "windows/", host: 0, attributes: DOS_DIRECTORY },
        { name: "deflated/", method: 8 },
        { name: "deflated/streamed/", method: 8, flags: 8, after: descriptor("", hex("03 00"), SIGNED) },
        { name: "stored-and-streamed/", flags: 8, after: descriptor("", bytes(), SIGNED) },
      ]),
  },

  dropped("setuid", 0o4755, true),
  dropped("setgid", 0o2755, true),
  dropped("sticky", 0o1644, false),
  dropped("writable-by-everybody", 0o666, false),
  {
    what: "executable-or-not",
    rows: ["A4"],
    files: { none: README_TEXT, group: README_TEXT, owner: README_TEXT },
    executables: ["owner"],
    bytes: () =>
      rawZip([
        { ...readme, name: "none", attributes: mode(0o100644) },
        { ...readme, name: "group", attributes: mode(0o100655) },
        { ...readme, name: "owner", attributes: mode(0o100744) },
      ]),
  },

  dated("no-date", { date: 0, time: 0 }),
  dated("month-thirteen", { date: day(2024, 13, 1) }),
  dated("thirtieth-of-february", { date: day(2024, 2, 30) }),
  dated("thirty-first-of-april", { date: day(2024, 4, 31) }),
  dated("thirty-first-of-june", { date: day(2024, 6, 31) }),
  dated("thirty-first-of-september", { date: day(2024, 9, 31) }),
  dated("thirty-first-of-november", { date: day(2024, 11, 31) }),
  dated("leap-day-in-2023", { date: day(2023, 2, 29) }),
  dated("leap-day-in-2100", { date: day(2100, 2, 29) }),
  dated("hour-twenty-four", { time: 24 << 11 }),
  dated("sixtieth-minute", { time: 60 << 5 }),
  dated("sixtieth-second", { time: 30 }),
  dated("date-and-time-all-ones", { date: 0xffff, time: 0xffff }),
  {
    what: "last-days-of-months",
    rows: ["T1"],
    files: Object.fromEntries(LAST_DAYS.map((_, place) => [`${place}.txt`, README_TEXT])),
    bytes: () => rawZip(LAST_DAYS.map((date, place) => ({ ...readme, name: `${place}.txt`, date }))),
  },
  {
    what: "last-moment-that-a-date-can-name",
    rows: ["T1"],
    files: { "readme.txt": README_TEXT },
    bytes: () => rawZip([{ ...readme, date: day(2107, 12, 31), time: (23 << 11) | (59 << 5) | 29 }]),
  },
];
