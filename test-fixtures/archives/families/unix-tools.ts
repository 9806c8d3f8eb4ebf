// What do bsdtar, git and Android's zipalign write? (the first two checked against those programs, byte by byte)
import type { ArchiveFixture } from "../archive-fixture.ts";
import { bytes, toBytes, zeros } from "../bytes.ts";
import { SIGNED, descriptor } from "../descriptor.ts";
import { timestamps, unixOwner, zip64 } from "../extra-fields.ts";
import { noon } from "../noon.ts";
import { deflated } from "../raw-entry.ts";
import type { RawEntry } from "../raw-entry.ts";
import { rawZip } from "../raw-zip.ts";
import { DOS_DIRECTORY, unixMode } from "../unix-mode.ts";

const SENTINEL = 0xffffffff;
const UTF8_FLAG = 1 << 11;
const STREAMED = 1 << 3;
const TEXT = "hello hello hello hello hello hello\n";
/** The id of the commit that git puts into the comment. */
const COMMIT = "3fd5e2e9c1f2b0a4d6e8f0a1b2c3d4e5f6a7b8c9";
/** bsdtar fills the last block of what it writes to a pipe. */
const BLOCK = 10 * 1024;

const extra = bytes(timestamps(7, 3), unixOwner());

/** As bsdtar writes a file: the uncompressed size is known, the others follow the data. */
function bsdtar(name: string, content: string, mode = 0o100644, flags = 0): RawEntry {
  return {
    ...noon,
    name,
    content,
    method: 8,
    flags: STREAMED | flags,
    attributes: unixMode(mode),
    extra,
    local: { extra, size: content.length },
    after: descriptor(content, deflated(content), SIGNED),
  };
}

function bsdtarFolder(name: string): RawEntry {
  return { ...noon, name, attributes: unixMode(0o040755), extra, local: { extra } };
}

function git(name: string, content: string): RawEntry {
  return {
    ...noon,
    name,
    content,
    host: 0,
    madeBy: 0,
    needs: 10,
    internalAttributes: 1,
    extra: timestamps(1, 1),
    local: { extra: timestamps(1, 1) },
  };
}

/** Zero bytes that make the data of `entry` start at a multiple of four, less than an extra field has. */
function aligned(entry: RawEntry, offset: number): RawEntry {
  const dataOffset = offset + 30 + entry.name.length;
  return { ...entry, local: { extra: zeros((4 - (dataOffset % 4)) % 4) } };
}

const here = [
  bsdtarFolder("./"),
  bsdtar("./read.txt", TEXT),
  bsdtarFolder("./bin/"),
  bsdtar("./bin/run.sh", TEXT, 0o100755),
];
const tree = { files: { "read.txt": TEXT, "bin/run.sh": TEXT }, folders: ["bin"], executables: ["bin/run.sh"] };

export const unixTools: readonly ArchiveFixture[] = [
  {
    what: "bsdtar",
    rows: ["D1"],
    files: { "read.txt": TEXT, "naïve.txt": TEXT, empty: "" },
    bytes: () =>
      rawZip([bsdtar("read.txt", TEXT), bsdtar("naïve.txt", TEXT, 0o100644, UTF8_FLAG), bsdtar("empty", "")]),
  },
  {
    what: "bsdtar-of-the-folder-it-stands-in",
    rows: ["P6"],
    notes: ["ARCHIVE_DOT_SEGMENT_DROPPED"],
    ...tree,
    bytes: () => rawZip(here),
  },
  {
    what: "bsdtar-to-a-pipe",
    rows: ["S2", "P6"],
    notes: ["ARCHIVE_PADDING_DROPPED", "ARCHIVE_DOT_SEGMENT_DROPPED"],
    ...tree,
    bytes: () => rawZip(here, { tail: zeros(BLOCK - rawZip(here).length) }),
  },
  {
    what: "bsdtar-forced-to-zip64",
    rows: ["Z3", "D1"],
    files: { "read.txt": TEXT },
    bytes: () =>
      rawZip(
        [
          {
            ...bsdtar("read.txt", TEXT),
            madeBy: 45,
            needs: 45,
            local: { size: SENTINEL, compressedSize: SENTINEL, extra: bytes(extra, zip64(TEXT.length, 0)) },
            after: descriptor(TEXT, deflated(TEXT), { signed: true, wide: true }),
          },
        ],
        { zip64: {} },
      ),
  },
  {
    what: "git-archive",
    rows: ["S4", "X3"],
    files: { "tree/naïve.txt": "naïve\n", "tree/read.txt": TEXT, "tree/run.sh": TEXT },
    folders: ["tree"],
    executables: ["tree/run.sh"],
    bytes: () =>
      rawZip(
        [
          { ...git("tree/", ""), internalAttributes: 0, attributes: DOS_DIRECTORY },
          { ...git("tree/naïve.txt", "naïve\n"), flags: UTF8_FLAG },
          { ...git("tree/read.txt", TEXT), method: 8 },
          { ...git("tree/run.sh", TEXT), method: 8, host: 3, madeBy: 23, attributes: unixMode(0o100755) },
        ],
        { comment: toBytes(COMMIT) },
      ),
  },
  {
    what: "android-zipalign",
    rows: ["X1"],
    files: { "res/a.png": "not a picture\n", "res/bb.png": "not a picture", "res/ccc.png": "no picture" },
    bytes: () => {
      const entries: RawEntry[] = [];
      for (const [name, content] of [
        ["res/a.png", "not a picture\n"],
        ["res/bb.png", "not a picture"],
        ["res/ccc.png", "no picture"],
      ] as const) {
        entries.push(
          aligned(
            { ...noon, name, content, host: 0, madeBy: 0, needs: 10 },
            rawZip(entries).length - 22 - directoryLength(entries),
          ),
        );
      }
      return rawZip(entries);
    },
  },
];

function directoryLength(entries: readonly RawEntry[]): number {
  return entries.reduce((total, { name }) => total + 46 + name.length, 0);
}
