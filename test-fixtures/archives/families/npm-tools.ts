// What do the writers that npm offers write? (checked against each, byte by byte)
import type { ArchiveFixture } from "../archive-fixture.ts";
import { bytes } from "../bytes.ts";
import { SIGNED, descriptor } from "../descriptor.ts";
import { timestamps, unicodeName, zip64 } from "../extra-fields.ts";
import { noon } from "../noon.ts";
import { deflated } from "../raw-entry.ts";
import type { RawEntry } from "../raw-entry.ts";
import { rawZip } from "../raw-zip.ts";
import type { RawArchive } from "../raw-zip.ts";
import { DOS_ARCHIVE, DOS_DIRECTORY, unixMode } from "../unix-mode.ts";

const SENTINEL = 0xffffffff;
const UTF8_FLAG = 1 << 11;
const STREAMED = 1 << 3;
const TEXT = "hello hello hello hello hello hello\n";
const NAME = "docs/naïve.txt";
const size = TEXT.length;
const packedSize = deflated(TEXT).length;
const both = unicodeName(NAME, NAME);
const files = { [NAME]: TEXT };

/** All that can be in zip64 records is there. */
const allInZip64: RawArchive = {
  entries: 0xffff,
  entriesOnDisk: 0xffff,
  directorySize: SENTINEL,
  directoryOffset: SENTINEL,
  zip64: {},
};

const text: RawEntry = { ...noon, name: NAME, content: TEXT, method: 8, flags: UTF8_FLAG };
const streamed: RawEntry = { ...text, flags: STREAMED | UTF8_FLAG, after: descriptor(TEXT, deflated(TEXT), SIGNED) };

export const npmTools: readonly ArchiveFixture[] = [
  {
    what: "jszip-as-dos",
    rows: ["N3"],
    files,
    folders: ["docs"],
    bytes: () =>
      rawZip([
        { ...noon, name: "docs/", host: 0, needs: 10, attributes: DOS_DIRECTORY },
        { ...text, method: 0, host: 0, needs: 10, extra: both, local: { extra: both } },
      ]),
  },
  {
    what: "jszip-as-unix-in-streams",
    rows: ["N3", "D1"],
    files: { ...files, "run.sh": TEXT },
    folders: ["docs"],
    executables: ["run.sh"],
    bytes: () =>
      rawZip([
        { ...noon, name: "docs/", madeBy: 30, needs: 10, attributes: unixMode(0o040775) | DOS_DIRECTORY },
        { ...streamed, madeBy: 30, needs: 10, attributes: unixMode(0o100664), extra: both, local: { extra: both } },
        { ...streamed, name: "run.sh", flags: STREAMED, madeBy: 30, needs: 10, attributes: unixMode(0o755) },
      ]),
  },
  {
    what: "adm-zip",
    rows: ["E2"],
    files,
    folders: ["docs"],
    bytes: () =>
      rawZip([
        { ...noon, name: "docs/", needs: 10, flags: UTF8_FLAG, attributes: unixMode(0o040755) | DOS_DIRECTORY },
        { ...text, attributes: unixMode(0o100644) },
      ]),
  },
  {
    what: "yazl",
    rows: ["X3", "D1"],
    files: { ...files, "streamed.txt": TEXT },
    folders: ["empty"],
    bytes: () => {
      const extra = timestamps(3, 1);
      return rawZip([
        { ...text, madeBy: 63, attributes: unixMode(0o100664), extra },
        { ...noon, name: "empty/", flags: UTF8_FLAG, madeBy: 63, attributes: unixMode(0o040775), extra },
        { ...streamed, name: "streamed.txt", madeBy: 63, attributes: unixMode(0o100664), extra },
      ]);
    },
  },
  {
    what: "yazl-forced-to-zip64",
    rows: ["Z3", "Z6"],
    files,
    bytes: () =>
      rawZip(
        [
          {
            ...text,
            madeBy: 63,
            needs: 45,
            size: SENTINEL,
            compressedSize: SENTINEL,
            localOffset: SENTINEL,
            attributes: unixMode(0o100664),
            extra: bytes(timestamps(3, 1), zip64(size, packedSize, 0)),
            local: { needs: 20, size, compressedSize: packedSize },
          },
        ],
        allInZip64,
      ),
  },
  {
    what: "archiver",
    rows: ["D1"],
    files: { ...files, "run.sh": TEXT },
    folders: ["empty"],
    executables: ["run.sh"],
    bytes: () =>
      rawZip([
        { ...streamed, madeBy: 45, attributes: unixMode(0o100644) | DOS_ARCHIVE },
        { ...noon, name: "empty/", madeBy: 45, needs: 10, attributes: unixMode(0o040755) | DOS_DIRECTORY },
        { ...noon, name: "run.sh", content: TEXT, madeBy: 45, needs: 10, attributes: unixMode(0o100755) | DOS_ARCHIVE },
      ]),
  },
  {
    what: "fflate",
    rows: ["A3"],
    files: { ...files, empty: "" },
    folders: ["docs"],
    bytes: () =>
      rawZip([
        { ...noon, name: "docs/", method: 8, host: 0 },
        { ...text, host: 0 },
        { ...noon, name: "empty", host: 0 },
      ]),
  },
  {
    what: "zip-js",
    rows: ["D1", "X3"],
    files,
    folders: ["empty"],
    bytes: () => {
      const extra = timestamps(1, 1);
      return rawZip([
        { ...streamed, madeBy: 0, attributes: unixMode(0o100644), extra, local: { extra } },
        { ...noon, name: "empty/", madeBy: 0, attributes: unixMode(0o040755) | DOS_DIRECTORY, extra, local: { extra } },
      ]);
    },
  },
  {
    what: "zip-js-forced-to-zip64",
    rows: ["D1", "Z3", "Z6", "S5"],
    files,
    folders: ["empty"],
    bytes: () => {
      const sizes = { size: SENTINEL, compressedSize: SENTINEL };
      const times = timestamps(1, 1);
      const local = { ...sizes, extra: bytes(zip64(0, 0), times) };
      return rawZip(
        [
          {
            ...streamed,
            ...sizes,
            madeBy: 0,
            needs: 45,
            attributes: unixMode(0o100644),
            extra: bytes(zip64(size, packedSize), times),
            local,
            after: descriptor(TEXT, deflated(TEXT), { signed: true, wide: true }),
          },
          {
            ...noon,
            ...sizes,
            name: "empty/",
            madeBy: 0,
            needs: 45,
            attributes: unixMode(0o040755) | DOS_DIRECTORY,
            extra: bytes(zip64(0, 0), times),
            local,
          },
        ],
        { ...allInZip64, disk: 0xffff, directoryDisk: 0xffff },
      );
    },
  },
];
