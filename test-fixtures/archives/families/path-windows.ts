// Which names does Windows not keep as they are? (zip P7)
import type { ArchiveFixture, RefusedFixture } from "../archive-fixture.ts";
import { rawZip } from "../raw-zip.ts";
import { named } from "../readme.ts";

const UTF8_FLAG = 1 << 11;

function refused(
  code: RefusedFixture["code"],
  what: string,
  name: string,
  also: RefusedFixture["also"] = [],
): ArchiveFixture {
  const flags = /^[\0-\u007f]*$/.test(name) ? 0 : UTF8_FLAG;
  return { code, what, rows: ["P7"], also, bytes: () => rawZip([{ ...named(name), flags }]) };
}

const RESERVED: Readonly<Record<string, string>> = {
  "less-than": "a<b.txt",
  "greater-than": "a>b.txt",
  colon: "photo.png:evil.exe",
  quote: 'a"b.txt',
  bar: "a|b.txt",
  "question-mark": "a?b.txt",
  asterisk: "a*b.txt",
};

const DEVICES: Readonly<Record<string, string>> = {
  con: "CON",
  "con-in-lower-case": "con",
  "con-with-extension": "con.txt",
  prn: "PRN",
  aux: "aux.c",
  nul: "nul",
  "nul-with-two-extensions": "NUL.tar.gz",
  "nul-with-space-before-the-extension": "nul .txt",
  "nul-as-a-folder": "nul/a.txt",
  "nul-in-a-folder": "docs/nul",
  clock: "CLOCK$",
  "console-input": "CONIN$",
  "console-output": "conout$.log",
  com0: "COM0",
  com1: "com1.txt",
  com9: "COM9",
  lpt0: "lpt0",
  lpt9: "LPT9.prn",
  "com-with-superscript-one": "COM¹",
  "com-with-superscript-two": "com².txt",
  "lpt-with-superscript-three": "LPT³",
};

const SHORT_NAMES: Readonly<Record<string, string>> = {
  folder: "PROGRA~1/a.txt",
  file: "README~1.TXT",
  "in-lower-case": "readme~1.txt",
  "with-two-digits": "docum~12",
  "without-letters": "~1",
};

export const pathWindows: readonly ArchiveFixture[] = [
  ...Object.entries(RESERVED).map(([what, name]) => refused("PATH_RESERVED_CHARACTER", what, name)),

  refused("PATH_NAME_EDGE", "dot-at-the-end", "readme."),
  refused("PATH_NAME_EDGE", "three-dots", "..."),
  refused("PATH_NAME_EDGE", "space-at-the-end", "readme.txt "),
  refused("PATH_NAME_EDGE", "space-at-the-start", " readme.txt"),
  refused("PATH_NAME_EDGE", "space-alone", " "),
  refused("PATH_NAME_EDGE", "folder-with-a-dot-at-the-end", "docs./a.txt"),
  refused("PATH_NAME_EDGE", "folder-with-a-space-at-the-end", "docs /a.txt"),
  refused("PATH_NAME_EDGE", "two-dots-and-a-space", ".. /evil.txt"),

  ...Object.entries(DEVICES).map(([what, name]) => refused("PATH_DEVICE_NAME", what, name)),
  refused("PATH_NAME_EDGE", "nul-with-a-dot-at-the-end", "nul.", ["PATH_DEVICE_NAME"]),

  ...Object.entries(SHORT_NAMES).map(([what, name]) => refused("PATH_SHORT_NAME", `short-name-${what}`, name)),
];
