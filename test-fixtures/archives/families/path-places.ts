// Which paths lead out, or are no plain relative path? (zip P1, P2, P5, P6, P9)
import type { ArchiveFixture, RefusedFixture } from "../archive-fixture.ts";
import { rawZip } from "../raw-zip.ts";
import { named, readme, README_TEXT } from "../readme.ts";

const UTF8_FLAG = 1 << 11;

function refused(
  code: RefusedFixture["code"],
  row: string,
  what: string,
  name: string,
  also: RefusedFixture["also"] = [],
): ArchiveFixture {
  const folder = name.endsWith("/") && name.length > 1;
  const flags = /^[\0-\u007f]*$/.test(name) ? 0 : UTF8_FLAG;
  return {
    code,
    what,
    rows: [row],
    also,
    bytes: () => rawZip([readme, { ...named(name), ...(folder ? { content: "" } : {}), flags }]),
  };
}

/** `count` folders called `a`, one in the other. */
function nested(count: number): string {
  return "a/".repeat(count);
}

/** Exactly `bytes` bytes long, in names of 101 and less. */
function long(bytes: number): string {
  return `${"n".repeat(100)}/`.repeat(Math.floor((bytes - 1) / 101)).padEnd(bytes, "f");
}

/** Each looks like a name that is refused, and is none. */
const HARMLESS = [
  "..a",
  "..a..b",
  ".hidden",
  "a b.txt",
  "-rf",
  "proto",
  "__proto__.txt",
  "constructor",
  "toString",
  "hasOwnProperty",
  "console.log",
  "com10.txt",
  "common/lpt.txt",
  "null.txt",
  "backup~",
  "notes~draft.txt",
  "readme~1.html",
  "docume~12",
  "a~1b",
  "~1.b.c",
  "$HOME",
  "%PATH%",
  "`id`.txt",
  "'quoted'.txt",
  "[a].txt",
  "{b}.txt",
  "#c&d;e.txt",
  "f=g,h+i@j!k^l.txt",
];

/** The longest path, the deepest, and the longest name, each of plain letters and of others. */
const LONGEST = [long(512), `é${long(510)}`, `${nested(31)}f`, `${nested(31)}é`, "n".repeat(255), "語".repeat(85)];

const reserved = ["PATH_RESERVED_CHARACTER"] as const;

export const pathPlaces: readonly ArchiveFixture[] = [
  refused("PATH_EMPTY", "P1", "no-name", ""),

  refused("PATH_TOO_LONG", "P2", "path-of-513-bytes", long(513)),
  {
    ...refused("PATH_TOO_LONG", "P2", "path-of-65535-bytes", `${"a/".repeat(31)}${"b".repeat(65_535 - 62)}`, [
      "PATH_SEGMENT_TOO_LONG",
    ]),
    inMemoryOnly: true,
  },
  refused(
    "PATH_TOO_LONG",
    "P2",
    "path-of-fewer-than-512-characters-and-more-bytes",
    `${"日".repeat(80)}/${"本".repeat(80)}/${"語".repeat(30)}`,
  ),
  refused("PATH_SEGMENT_TOO_LONG", "P2", "name-of-256-bytes", "n".repeat(256)),
  refused("PATH_SEGMENT_TOO_LONG", "P2", "name-of-fewer-than-255-characters-and-more-bytes", "日".repeat(86)),
  refused("PATH_SEGMENT_TOO_LONG", "P2", "folder-with-a-name-of-256-bytes", `${"n".repeat(256)}/a.txt`),
  refused("PATH_TOO_DEEP", "P2", "file-33-deep", `${nested(32)}f`),
  refused("PATH_TOO_DEEP", "P2", "folder-33-deep", nested(33)),
  {
    what: "paths-as-long-and-deep-as-allowed",
    rows: ["P2"],
    files: Object.fromEntries(LONGEST.map((name) => [name, README_TEXT])),
    bytes: () => rawZip(LONGEST.map((name) => ({ ...named(name), flags: UTF8_FLAG }))),
  },

  refused("PATH_ABSOLUTE", "P5", "slash-at-the-start", "/etc/passwd"),
  refused("PATH_ABSOLUTE", "P5", "slash-alone", "/"),
  refused("PATH_ABSOLUTE", "P5", "two-slashes-alone", "//"),
  refused("PATH_ABSOLUTE", "P5", "two-slashes-at-the-start", "//server/share/evil.txt"),
  refused("PATH_ABSOLUTE", "P5", "three-slashes-at-the-start", "///etc/passwd"),
  refused("PATH_ABSOLUTE", "P5", "drive-letter", "C:/evil.txt", reserved),
  refused("PATH_ABSOLUTE", "P5", "drive-letter-in-lower-case", "c:/evil.txt", reserved),
  refused("PATH_ABSOLUTE", "P5", "drive-letter-without-slash", "C:evil.txt", reserved),
  refused("PATH_ABSOLUTE", "P5", "drive-letter-alone", "C:", reserved),
  refused("PATH_ABSOLUTE", "P5", "device-path", "//?/C:/evil.txt", reserved),
  refused("PATH_ABSOLUTE", "P5", "folder-with-a-slash-at-the-start", "/tmp/"),
  refused("PATH_TRAVERSAL", "P5", "two-dots-at-the-start", "../evil.txt"),
  refused("PATH_TRAVERSAL", "P5", "two-dots-in-the-middle", "a/../../evil.txt"),
  refused("PATH_TRAVERSAL", "P5", "two-dots-that-stay-inside", "a/../b.txt"),
  refused("PATH_TRAVERSAL", "P5", "two-dots-at-the-end", "a/.."),
  refused("PATH_TRAVERSAL", "P5", "two-dots-alone", ".."),
  refused("PATH_TRAVERSAL", "P5", "folder-of-two-dots", "../"),
  refused("PATH_ABSOLUTE", "P5", "slash-and-two-dots", "/../evil.txt", ["PATH_TRAVERSAL"]),

  refused("PATH_EMPTY_SEGMENT", "P6", "two-slashes-in-a-row", "a//b.txt"),
  refused("PATH_EMPTY_SEGMENT", "P6", "two-slashes-at-the-end", "a//"),
  refused("PATH_DOT_SEGMENT", "P6", "dot-at-the-start-of-one-entry-only", "./a.txt"),
  refused("PATH_DOT_SEGMENT", "P6", "dot-in-the-middle", "a/./b.txt"),
  refused("PATH_DOT_SEGMENT", "P6", "dot-at-the-end", "a/."),
  refused("PATH_DOT_SEGMENT", "P6", "dot-alone", "."),
  refused("PATH_DOT_SEGMENT", "P6", "root-and-another-entry-without-dot", "./"),
  {
    code: "PATH_DOT_SEGMENT",
    what: "two-dots-at-the-start-of-every-entry",
    rows: ["P6"],
    bytes: () => rawZip([named("././a.txt"), named("././b.txt")]),
  },
  {
    code: "PATH_ABSOLUTE",
    what: "slash-after-the-leading-dot-of-every-entry",
    rows: ["P6", "P5"],
    bytes: () => rawZip([named(".//etc/passwd")]),
  },
  {
    code: "PATH_TRAVERSAL",
    what: "two-dots-after-the-leading-dot-of-every-entry",
    rows: ["P6", "P5"],
    bytes: () => rawZip([named("./../evil.txt")]),
  },
  {
    code: "ARCHIVE_DIRECTORY_WITH_CONTENT",
    what: "root-with-content",
    rows: ["P6", "A3"],
    bytes: () => rawZip([named("./"), named("./a.txt")]),
  },
  {
    code: "PATH_REPEATED",
    what: "root-twice",
    rows: ["P6", "K1"],
    bytes: () => rawZip([{ name: "./" }, { name: "./" }, named("./a.txt")]),
  },
  {
    what: "dot-at-the-start-of-every-entry",
    rows: ["P6"],
    notes: ["ARCHIVE_DOT_SEGMENT_DROPPED"],
    files: { "a.txt": README_TEXT, "docs/b.txt": README_TEXT },
    folders: ["docs"],
    bytes: () => rawZip([{ name: "./" }, named("./a.txt"), { name: "./docs/" }, named("./docs/b.txt")]),
  },
  {
    what: "nothing-but-the-root",
    rows: ["P6"],
    notes: ["ARCHIVE_DOT_SEGMENT_DROPPED"],
    files: {},
    bytes: () => rawZip([{ name: "./" }]),
  },

  refused("PATH_PROTO", "P9", "proto-as-a-file", "__proto__"),
  refused("PATH_PROTO", "P9", "proto-as-a-folder", "a/__proto__/polluted.txt"),
  {
    what: "names-that-programs-may-trip-over",
    rows: ["P5", "P6", "P7", "P9"],
    files: Object.fromEntries(HARMLESS.map((name) => [name, README_TEXT])),
    bytes: () => rawZip(HARMLESS.map((name) => named(name))),
  },
];
