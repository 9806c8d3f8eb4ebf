// What do Finder, Explorer, PowerShell and 7-Zip write? (checklist, archives that must be accepted)
import type { ArchiveFixture } from "../archive-fixture.ts";
import { bytes, hex } from "../bytes.ts";
import { SIGNED, descriptor } from "../descriptor.ts";
import { ntfsTimes, oldUnix } from "../extra-fields.ts";
import { noon } from "../noon.ts";
import { deflated } from "../raw-entry.ts";
import type { RawEntry } from "../raw-entry.ts";
import { rawZip } from "../raw-zip.ts";
import { DOS_ARCHIVE, DOS_DIRECTORY, unixMode } from "../unix-mode.ts";

const UTF8_FLAG = 1 << 11;
/** 7-Zip marks that the upper half of the attributes is Unix's. */
const UNIX_EXTENSION = 0x8000;
const TEXT = "hello hello hello hello hello hello\n";
const NOTE = "note note note note note note\n";
const APPLE_DOUBLE = hex("00 05 16 07 00 02 00 00 4d 61 63 20 4f 53 20 58");

/** As macOS writes it: its sizes follow the data, and nothing says that the name is UTF-8. */
function mac(name: string, content: string | Uint8Array): RawEntry {
  return {
    ...noon,
    name,
    content,
    method: 8,
    flags: 8,
    madeBy: 21,
    attributes: unixMode(0o100644),
    extra: oldUnix("without owner"),
    local: { extra: oldUnix("with owner") },
    after: descriptor(content, deflated(content), SIGNED),
  };
}

const macFolder: RawEntry = {
  ...noon,
  name: "docs/",
  needs: 10,
  madeBy: 21,
  attributes: unixMode(0o040755),
  extra: oldUnix("without owner"),
  local: { extra: oldUnix("with owner") },
};

function windows(name: string, content: string): RawEntry {
  return { ...noon, name, content, method: 8, host: 0, attributes: DOS_ARCHIVE };
}

const DOS_READ_ONLY = 0x01;
const DOS_HIDDEN = 0x02;
const windowsFolder: RawEntry = { ...noon, name: "docs/", host: 0, attributes: DOS_DIRECTORY };

export const desktopTools: readonly ArchiveFixture[] = [
  {
    what: "finder",
    rows: ["D1", "X3", "M1"],
    notes: ["ARCHIVE_JUNK_DROPPED"],
    files: { "docs/read.txt": TEXT, "docs/note.txt": NOTE },
    folders: ["docs"],
    bytes: () =>
      rawZip([
        macFolder,
        mac("docs/read.txt", TEXT),
        mac("docs/.DS_Store", bytes(hex("00 00 00 01"), APPLE_DOUBLE)),
        { ...macFolder, name: "__MACOSX/" },
        { ...macFolder, name: "__MACOSX/docs/" },
        mac("__MACOSX/docs/._read.txt", APPLE_DOUBLE),
        mac("docs/note.txt", NOTE),
      ]),
  },
  {
    what: "finder-with-a-decomposed-name",
    rows: ["N2"],
    notes: ["ARCHIVE_NAME_FLAG_MISSING"],
    files: { "nai\u0308ve.txt": TEXT },
    bytes: () => rawZip([mac("nai\u0308ve.txt", TEXT)]),
  },
  {
    what: "finder-without-anything-to-drop",
    rows: ["D1", "X3"],
    files: { "docs/read.txt": TEXT },
    folders: ["docs"],
    bytes: () => rawZip([macFolder, mac("docs/read.txt", TEXT)]),
  },
  {
    what: "windows-explorer",
    rows: ["A2"],
    files: { "docs/read.txt": TEXT, "note.txt": NOTE },
    folders: ["docs"],
    bytes: () => rawZip([windowsFolder, windows("docs/read.txt", TEXT), windows("note.txt", NOTE)]),
  },
  {
    what: "windows-explorer-with-a-hidden-file-that-is-read-only",
    rows: ["A2"],
    files: { "read.txt": TEXT },
    bytes: () => rawZip([{ ...windows("read.txt", TEXT), attributes: DOS_ARCHIVE | DOS_HIDDEN | DOS_READ_ONLY }]),
  },
  {
    what: "windows-explorer-with-a-name-that-is-not-ascii",
    rows: ["N2"],
    files: { "naïve.txt": TEXT },
    bytes: () => rawZip([{ ...windows("naïve.txt", TEXT), flags: UTF8_FLAG }]),
  },
  {
    what: "powershell-5",
    rows: ["P4"],
    notes: ["ARCHIVE_BACKSLASH_REPLACED"],
    files: { "docs/read.txt": TEXT, "docs/deep/note.txt": NOTE },
    bytes: () =>
      rawZip([
        { ...windows("docs\\read.txt", TEXT), attributes: 0 },
        { ...windows("docs\\deep\\note.txt", NOTE), attributes: 0 },
      ]),
  },
  {
    what: "powershell-7",
    rows: ["A2"],
    files: { "docs/read.txt": TEXT, "note.txt": NOTE },
    folders: ["docs"],
    bytes: () =>
      rawZip([
        { ...windowsFolder, attributes: 0 },
        { ...windows("docs/read.txt", TEXT), attributes: 0 },
        { ...windows("note.txt", NOTE), attributes: 0 },
      ]),
  },
  {
    what: "seven-zip",
    rows: ["X3", "A2"],
    files: { "docs/read.txt": TEXT, "docs/empty": "" },
    folders: ["docs"],
    bytes: () =>
      rawZip([
        { ...windowsFolder, madeBy: 63, extra: ntfsTimes() },
        { ...windows("docs/empty", ""), method: 0, madeBy: 63, needs: 10, extra: ntfsTimes() },
        { ...windows("docs/read.txt", TEXT), madeBy: 63, extra: ntfsTimes() },
      ]),
  },
  {
    what: "seven-zip-on-unix",
    rows: ["X3", "A2"],
    files: { "docs/naïve.txt": NOTE, "docs/read.txt": TEXT },
    folders: ["docs"],
    executables: ["docs/read.txt"],
    bytes: () =>
      rawZip([
        {
          ...noon,
          name: "docs/",
          madeBy: 63,
          attributes: unixMode(0o040755) | UNIX_EXTENSION | DOS_DIRECTORY,
          extra: ntfsTimes(),
        },
        {
          ...noon,
          name: "docs/naïve.txt",
          content: NOTE,
          method: 8,
          flags: UTF8_FLAG,
          madeBy: 63,
          attributes: unixMode(0o100644) | UNIX_EXTENSION | DOS_ARCHIVE,
          extra: ntfsTimes(),
        },
        {
          ...noon,
          name: "docs/read.txt",
          content: TEXT,
          method: 8,
          madeBy: 63,
          attributes: unixMode(0o100755) | UNIX_EXTENSION | DOS_ARCHIVE,
          extra: ntfsTimes(),
        },
      ]),
  },
];
