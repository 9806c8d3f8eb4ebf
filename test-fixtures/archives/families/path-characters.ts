// Which characters does no name hold, and where may backslashes stand? (zip P3, P4)
import type { ArchiveFixture, RefusedFixture } from "../archive-fixture.ts";
import { toBytes } from "../bytes.ts";
import type { RawEntry } from "../raw-entry.ts";
import { rawZip } from "../raw-zip.ts";
import { named, readme, README_TEXT } from "../readme.ts";

const UTF8_FLAG = 1 << 11;
const DOS_DIRECTORY = 0x10;

function character(what: string, codePoint: number): ArchiveFixture {
  const name = `a${String.fromCodePoint(codePoint)}b.txt`;
  const flags = codePoint > 0x7f ? UTF8_FLAG : 0;
  return { code: "PATH_CHARACTER", what, rows: ["P3"], bytes: () => rawZip([{ ...named(name), flags }]) };
}

/** An entry as Windows names it. */
function fromWindows(name: string, content = README_TEXT): RawEntry {
  return { name, content, host: 0 };
}

function backslashed(
  code: RefusedFixture["code"],
  what: string,
  entries: readonly RawEntry[],
  also: RefusedFixture["also"] = [],
): ArchiveFixture {
  return { code, what, rows: ["P4"], also, bytes: () => rawZip(entries) };
}

export const pathCharacters: readonly ArchiveFixture[] = [
  character("control-zero", 0x00),
  character("control-newline", 0x0a),
  character("control-carriage-return", 0x0d),
  character("control-tab", 0x09),
  character("control-bell", 0x07),
  character("control-escape", 0x1b),
  character("control-delete", 0x7f),
  character("control-of-the-second-range", 0x85),
  character("format-soft-hyphen", 0xad),
  character("format-zero-width-space", 0x200b),
  character("format-zero-width-non-joiner", 0x200c),
  character("format-zero-width-joiner", 0x200d),
  character("format-word-joiner", 0x2060),
  character("format-byte-order-mark", 0xfeff),
  character("format-tag-letter", 0xe0041),
  character("bidi-left-to-right-mark", 0x200e),
  character("bidi-override", 0x202e),
  character("bidi-embedding", 0x202a),
  character("bidi-isolate", 0x2066),
  character("bidi-arabic-letter-mark", 0x061c),
  character("line-separator", 0x2028),
  character("paragraph-separator", 0x2029),
  character("private-use", 0xe000),
  character("private-use-of-plane-15", 0xf0000),
  character("private-use-of-plane-16", 0x10fffd),
  character("unassigned", 0x0378),
  character("assigned-only-after-unicode-15-1", 0x1c89),
  character("noncharacter", 0xfffe),
  character("noncharacter-in-arabic", 0xfdd0),
  character("noncharacter-at-the-very-end", 0x10ffff),
  character("replacement-character", 0xfffd),
  character("shown-as-nothing-hangul-filler", 0x3164),
  character("shown-as-nothing-combining-joiner", 0x034f),
  {
    code: "PATH_CHARACTER",
    what: "byte-order-mark-at-the-start",
    rows: ["P3"],
    bytes: () => rawZip([{ ...named("\u{feff}a.txt"), flags: UTF8_FLAG }]),
  },
  {
    code: "PATH_CHARACTER",
    what: "text-that-turns-around-to-look-like-a-picture",
    rows: ["P3"],
    bytes: () => rawZip([{ ...named("photo\u{202e}gnp.exe"), flags: UTF8_FLAG }]),
  },
  {
    code: "PATH_CHARACTER",
    what: "escape-sequence-that-clears-a-terminal",
    rows: ["P3"],
    bytes: () => rawZip([named("\u001b[2J\u001b]0;owned\u0007.txt")]),
  },
  {
    code: "PATH_CHARACTER",
    what: "zero-byte-that-hides-an-extension",
    rows: ["P3"],
    bytes: () => rawZip([named("photo.png\0.exe")]),
  },

  backslashed("PATH_BACKSLASH", "backslash-from-unix", [named("a\\b.txt")]),
  backslashed("PATH_BACKSLASH", "backslash-and-another-entry-with-a-slash", [
    fromWindows("a\\b.txt"),
    fromWindows("c/d.txt"),
  ]),
  backslashed("PATH_BACKSLASH", "backslash-and-slash-in-one-name", [fromWindows("a/b\\c.txt")]),
  backslashed("PATH_BACKSLASH", "backslash-and-another-entry-from-unix", [fromWindows("a\\b.txt"), readme]),
  backslashed("PATH_BACKSLASH", "backslash-at-the-end", [{ ...named("docs\\"), content: "" }]),
  backslashed("PATH_TRAVERSAL", "two-dots-between-backslashes", [fromWindows("a\\..\\..\\evil.txt")]),
  backslashed("PATH_TRAVERSAL", "two-dots-and-a-backslash", [fromWindows("..\\evil.txt")]),
  backslashed("PATH_ABSOLUTE", "backslash-at-the-start", [fromWindows("\\evil.txt")]),
  backslashed("PATH_ABSOLUTE", "two-backslashes-at-the-start", [fromWindows("\\\\server\\share\\evil.txt")]),
  backslashed(
    "PATH_ABSOLUTE",
    "drive-letter-and-backslash",
    [fromWindows("C:\\evil.txt")],
    ["PATH_RESERVED_CHARACTER"],
  ),
  backslashed(
    "PATH_ABSOLUTE",
    "device-path-in-backslashes",
    [fromWindows("\\\\?\\C:\\evil.txt")],
    ["PATH_RESERVED_CHARACTER"],
  ),
  backslashed("PATH_EMPTY_SEGMENT", "two-backslashes-in-a-row", [fromWindows("a\\\\b.txt")]),
  backslashed("PATH_FILE_AND_FOLDER", "backslash-that-makes-a-file-a-folder", [
    fromWindows("a"),
    fromWindows("a\\b.txt"),
  ]),
  backslashed("ARCHIVE_DIRECTORY_WITH_CONTENT", "backslash-at-the-end-and-content", [fromWindows("docs\\")]),
  {
    what: "backslashes-between-folders",
    rows: ["P4"],
    notes: ["ARCHIVE_BACKSLASH_REPLACED"],
    files: { "docs/a.txt": README_TEXT, "docs/deep/b.txt": README_TEXT, "c.txt": README_TEXT },
    folders: ["empty"],
    bytes: () =>
      rawZip([
        fromWindows("docs\\a.txt"),
        fromWindows("docs\\deep\\b.txt"),
        fromWindows("c.txt"),
        { ...fromWindows("empty\\", ""), attributes: DOS_DIRECTORY },
      ]),
  },
  {
    what: "backslashes-after-a-leading-dot",
    rows: ["P4", "P6"],
    notes: ["ARCHIVE_BACKSLASH_REPLACED", "ARCHIVE_DOT_SEGMENT_DROPPED"],
    files: { "docs/a.txt": README_TEXT, "c.txt": README_TEXT },
    bytes: () => rawZip([fromWindows(".\\docs\\a.txt"), fromWindows(".\\c.txt")]),
  },
  {
    code: "ARCHIVE_NAME_NOT_UTF8",
    what: "backslash-as-the-second-byte-of-a-character",
    rows: ["P4", "N1"],
    // In Shift JIS, `表` ends with the byte of a backslash.
    bytes: () => rawZip([{ name: Uint8Array.from([0x95, 0x5c, ...toBytes(".txt")]), content: README_TEXT, host: 0 }]),
  },
];
