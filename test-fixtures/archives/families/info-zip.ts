// What does Info-ZIP's `zip` 3.0 write? (checked against that program, byte by byte)
import type { ArchiveFixture } from "../archive-fixture.ts";
import { bytes } from "../bytes.ts";
import { SIGNED, descriptor } from "../descriptor.ts";
import { timestamps, unixOwner, zip64 } from "../extra-fields.ts";
import { noon } from "../noon.ts";
import { deflated } from "../raw-entry.ts";
import type { RawEntry } from "../raw-entry.ts";
import { rawZip } from "../raw-zip.ts";
import { DOS_DIRECTORY, unixMode } from "../unix-mode.ts";

const SENTINEL = 0xffffffff;
const TEXT = "hello hello hello hello hello hello\n";
const SCRIPT = "#!/bin/sh\necho hello hello hello hello hello\n";
const base: Omit<RawEntry, "name"> = {
  ...noon,
  madeBy: 30,
  extra: bytes(timestamps(3, 1), unixOwner()),
  local: { extra: bytes(timestamps(3, 2), unixOwner()) },
};

const folder: RawEntry = { ...base, name: "tree/", needs: 10, attributes: unixMode(0o040755) | DOS_DIRECTORY };
const text: RawEntry = {
  ...base,
  name: "tree/read.txt",
  content: TEXT,
  method: 8,
  internalAttributes: 1,
  attributes: unixMode(0o100644),
};
const empty: RawEntry = { ...base, name: "tree/empty", needs: 10, attributes: unixMode(0o100644) };
const script: RawEntry = {
  ...base,
  name: "tree/run.sh",
  content: SCRIPT,
  method: 8,
  internalAttributes: 1,
  attributes: unixMode(0o100755),
};
const accented: RawEntry = {
  ...base,
  name: "tree/naïve.txt",
  content: "naïve\n",
  needs: 10,
  internalAttributes: 1,
  attributes: unixMode(0o100644),
};

const files = { "tree/read.txt": TEXT, "tree/empty": "", "tree/run.sh": SCRIPT };
const tree = { files, folders: ["tree"], executables: ["tree/run.sh"] };

function withoutExtras(entry: RawEntry): RawEntry {
  return { ...entry, extra: bytes(), local: {} };
}

/** To a pipe, sizes follow the data; the uncompressed one is known all the same. */
function streamed(entry: RawEntry): RawEntry {
  const content = String(entry.content ?? "");
  const data = entry.method === 8 ? deflated(content) : bytes();
  return {
    ...entry,
    flags: 8,
    local: { ...entry.local, size: content.length },
    after: descriptor(content, data, SIGNED),
  };
}

/** `-fz`: in the central header, only the uncompressed size is a zip64 value. */
function forced(entry: RawEntry): RawEntry {
  const content = String(entry.content ?? "");
  const data = entry.method === 8 ? deflated(content) : content;
  return {
    ...entry,
    needs: 45,
    size: SENTINEL,
    compressedSize: data.length,
    extra: bytes(entry.extra ?? bytes(), zip64(content.length)),
    local: {
      size: SENTINEL,
      compressedSize: SENTINEL,
      extra: bytes(entry.local?.extra ?? bytes(), zip64(content.length, data.length)),
    },
  };
}

export const infoZip: readonly ArchiveFixture[] = [
  { what: "info-zip", rows: ["X3"], ...tree, bytes: () => rawZip([folder, text, empty, script]) },
  {
    what: "info-zip-without-extra-fields",
    rows: ["X3"],
    ...tree,
    bytes: () => rawZip([folder, text, empty, script].map(withoutExtras)),
  },
  {
    what: "info-zip-to-a-pipe",
    rows: ["D1", "D2"],
    ...tree,
    bytes: () => rawZip([folder, streamed(text), streamed(empty), streamed(script)]),
  },
  {
    what: "info-zip-from-standard-input",
    rows: ["Z3", "Z6"],
    files: { "-": TEXT },
    bytes: () =>
      rawZip(
        [
          {
            ...withoutExtras(text),
            name: "-",
            needs: 45,
            local: { size: SENTINEL, compressedSize: SENTINEL, extra: zip64(TEXT.length, deflated(TEXT).length) },
          },
        ],
        { zip64: {} },
      ),
  },
  {
    code: "ARCHIVE_SPECIAL_FILE",
    what: "info-zip-from-a-pipe-which-it-takes-for-the-kind-of-the-entry",
    rows: ["A1"],
    bytes: () =>
      rawZip(
        [
          {
            ...withoutExtras(text),
            name: "-",
            needs: 45,
            attributes: unixMode(0o010600),
            local: { size: SENTINEL, compressedSize: SENTINEL, extra: zip64(TEXT.length, deflated(TEXT).length) },
          },
        ],
        { zip64: {} },
      ),
  },
  {
    what: "info-zip-forced-to-zip64",
    rows: ["Z7", "Z6"],
    notes: ["ARCHIVE_ZIP64_SIZE_ALONE"],
    ...tree,
    bytes: () => rawZip([folder, text, empty, script].map(forced), { directoryOffset: SENTINEL, zip64: {} }),
  },
  {
    what: "info-zip-with-names-that-are-not-ascii",
    rows: ["N2"],
    notes: ["ARCHIVE_NAME_FLAG_MISSING"],
    files: { "tree/naïve.txt": "naïve\n", "tree/read.txt": TEXT },
    folders: ["tree"],
    bytes: () => rawZip([folder, accented, text]),
  },
  { what: "info-zip-of-nothing", rows: ["S1"], files: {}, bytes: () => rawZip([]) },
];
