// Which names are one name somewhere, or a file and a folder at once, and which are left out? (zip K1, K2, M1)
import type { ArchiveFixture, RefusedFixture } from "../archive-fixture.ts";
import { hex, toBytes } from "../bytes.ts";
import type { RawEntry } from "../raw-entry.ts";
import { rawZip } from "../raw-zip.ts";
import { named, readme, README_TEXT } from "../readme.ts";

const UTF8_FLAG = 1 << 11;

/** A name with a slash at its end is a folder. */
function entry(name: string): RawEntry {
  const flags = /^[\0-\u007f]*$/.test(name) ? 0 : UTF8_FLAG;
  return { ...named(name), ...(name.endsWith("/") ? { content: "" } : {}), flags };
}

function refused(code: RefusedFixture["code"], row: string, what: string, ...names: readonly string[]): ArchiveFixture {
  return { code, what, rows: [row], bytes: () => rawZip(names.map(entry)) };
}

const appleDouble = hex("00 05 16 07 00 02 00 00");

export const collisions: readonly ArchiveFixture[] = [
  refused("PATH_COLLISION", "K1", "names-that-differ-by-case", "readme.txt", "README.TXT"),
  refused("PATH_COLLISION", "K1", "names-that-differ-by-case-of-greek", "ΣΊΣΥΦΟΣ.txt", "σίσυφος.txt"),
  refused("PATH_COLLISION", "K1", "sharp-s-and-two-letters-s", "straße.txt", "STRASSE.txt"),
  refused("PATH_COLLISION", "K1", "sharp-s-in-both-cases", "straße.txt", "STRAẞE.txt"),
  refused("PATH_COLLISION", "K1", "composed-and-decomposed", "caf\u00e9.txt", "cafe\u0301.txt"),
  refused("PATH_COLLISION", "K1", "marks-in-another-order", "q\u0307\u0323.txt", "q\u0323\u0307.txt"),
  refused("PATH_COLLISION", "K1", "full-width-and-ascii", "\uff52\uff45\uff41\uff44.txt", "read.txt"),
  refused("PATH_COLLISION", "K1", "ligature-and-letters", "of\ufb01ce.txt", "office.txt"),
  refused("PATH_COLLISION", "K1", "superscript-and-digit", "m\u00b2.txt", "m2.txt"),
  refused("PATH_COLLISION", "K1", "turkish-capital-i-and-its-folding", "\u0130.txt", "i\u0307.txt"),
  refused("PATH_COLLISION", "K1", "turkish-small-i-and-letter-i", "\u0131.txt", "i.txt"),
  refused("PATH_COLLISION", "K1", "kelvin-sign-and-letter-k", "\u212a.txt", "k.txt"),
  refused("PATH_COLLISION", "K1", "long-s-and-s", "\u017f.txt", "s.txt"),
  refused("PATH_COLLISION", "K1", "with-and-without-variation-selector", "heart-\u2764.txt", "heart-\u2764\ufe0f.txt"),
  refused("PATH_COLLISION", "K1", "hangul-syllable-and-letters", "\ud55c.txt", "\u1112\u1161\u11ab.txt"),
  refused("PATH_COLLISION", "K1", "no-break-space-and-space", "a\u00a0b.txt", "a b.txt"),
  refused("PATH_COLLISION", "K1", "in-one-folder-far-apart", "a/x.txt", "b/y.txt", "c/z.txt", "a/X.txt"),
  refused("PATH_COLLISION", "K1", "file-and-folder-that-differ-by-case", "docs/a.txt", "DOCS"),
  refused("PATH_PARENT_SPELLING", "K1", "folder-spelled-in-two-cases", "docs/a.txt", "Docs/b.txt"),
  refused("PATH_PARENT_SPELLING", "K1", "folder-listed-in-another-case", "docs/", "DOCS/"),
  refused("PATH_PARENT_SPELLING", "K1", "folder-composed-and-decomposed", "caf\u00e9/a.txt", "cafe\u0301/b.txt"),
  refused("PATH_PARENT_SPELLING", "K1", "upper-folder-spelled-in-two-cases", "a/b/c.txt", "A/b/d.txt"),
  refused("PATH_REPEATED", "K1", "file-twice", "readme.txt", "readme.txt"),
  refused("PATH_REPEATED", "K1", "folder-twice", "docs/", "docs/"),
  refused("PATH_REPEATED", "K1", "file-twice-with-others-between", "readme.txt", "a.txt", "b.txt", "readme.txt"),
  refused("PATH_REPEATED", "K1", "folder-twice-around-its-files", "docs/", "docs/a.txt", "docs/"),

  refused("PATH_FILE_AND_FOLDER", "K2", "file-first-and-then-a-file-below-it", "docs", "docs/a.txt"),
  refused("PATH_FILE_AND_FOLDER", "K2", "file-below-and-then-the-file-itself", "docs/a.txt", "docs"),
  refused("PATH_FILE_AND_FOLDER", "K2", "file-first-and-then-the-folder", "docs", "docs/"),
  refused("PATH_FILE_AND_FOLDER", "K2", "folder-first-and-then-the-file", "docs/", "docs"),
  refused("PATH_FILE_AND_FOLDER", "K2", "file-in-the-middle-of-a-path", "a/b/c/d.txt", "a/b"),

  {
    what: "names-that-stay-apart-everywhere",
    rows: ["K1", "K2"],
    files: Object.fromEntries(
      ["a/x.txt", "b/x.txt", "a.txt", "a-b/x.txt", "ss", "S"].map((name) => [name, README_TEXT]),
    ),
    folders: ["a", "b"],
    bytes: () => rawZip(["a/", "a/x.txt", "b/x.txt", "b/", "a.txt", "a-b/x.txt", "ss", "S"].map(entry)),
  },
  {
    what: "folder-listed-after-its-files",
    rows: ["K1"],
    files: { "docs/a.txt": README_TEXT },
    folders: ["docs"],
    bytes: () => rawZip([entry("docs/a.txt"), entry("docs/")]),
  },

  {
    what: "files-that-only-a-desktop-needs",
    rows: ["M1"],
    notes: ["ARCHIVE_JUNK_DROPPED"],
    files: { "readme.txt": README_TEXT, "docs/a.txt": README_TEXT },
    bytes: () =>
      rawZip([
        readme,
        { name: ".DS_Store", content: toBytes("Bud1") },
        { name: "docs/._a.txt", content: appleDouble },
        entry("docs/a.txt"),
        { name: "docs/Thumbs.db", content: hex("d0 cf 11 e0") },
        { name: "docs/desktop.ini", content: "[.ShellClassInfo]\r\n" },
        entry("__MACOSX/"),
        { name: "__MACOSX/._readme.txt", content: appleDouble },
      ]),
  },
  {
    what: "nothing-but-files-that-only-a-desktop-needs",
    rows: ["M1"],
    notes: ["ARCHIVE_JUNK_DROPPED"],
    files: {},
    bytes: () => rawZip([{ name: ".DS_Store", content: "Bud1" }]),
  },
  refused("PATH_TRAVERSAL", "M1", "two-dots-below-a-folder-that-is-dropped", "__MACOSX/../../evil.txt"),
  refused("PATH_REPEATED", "M1", "file-twice-that-would-be-dropped", "docs/.DS_Store", "docs/.DS_Store"),
  {
    code: "ARCHIVE_CRC_MISMATCH",
    what: "wrong-checksum-of-a-file-that-would-be-dropped",
    rows: ["M1", "I4"],
    bytes: () => rawZip([readme, { name: "__MACOSX/._readme.txt", content: appleDouble, crc32: 1 }]),
  },
];
