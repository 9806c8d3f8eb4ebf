// What do Python, Java, Go and .NET write? (checked against the first three, byte by byte)
import type { ArchiveFixture } from "../archive-fixture.ts";
import { bytes, zeros } from "../bytes.ts";
import { SIGNED, descriptor } from "../descriptor.ts";
import { extraField, timestamps, zip64 } from "../extra-fields.ts";
import { noon } from "../noon.ts";
import { deflated } from "../raw-entry.ts";
import type { RawEntry } from "../raw-entry.ts";
import { rawZip } from "../raw-zip.ts";
import { DOS_DIRECTORY, unixMode } from "../unix-mode.ts";

const SENTINEL = 0xffffffff;
const UTF8_FLAG = 1 << 11;
const STREAMED = 1 << 3;
const TEXT = "hello hello hello hello hello hello\n";
const MANIFEST = "Manifest-Version: 1.0\r\nCreated-By: 17.0.15 (Debian)\r\n\r\n";

/** Deflated, and its sizes follow the data. */
function streamed(name: string, content: string, flags = 0): RawEntry {
  return {
    ...noon,
    name,
    content,
    method: 8,
    flags: STREAMED | flags,
    after: descriptor(content, deflated(content), SIGNED),
  };
}

function python(name: string, content: string, method = 8): RawEntry {
  return { ...noon, name, content, method, attributes: unixMode(0o600) };
}

/** Java says of every name that it is UTF-8. */
function java(name: string, content: string): RawEntry {
  return { ...streamed(name, content, UTF8_FLAG), host: 0 };
}

/** Go knows no date unless it is told one. */
function go(name: string, content: string, flags = 0): RawEntry {
  return { ...streamed(name, content, flags), host: 0, time: 0, date: 0 };
}

export const languageTools: readonly ArchiveFixture[] = [
  {
    what: "python-zipfile",
    rows: ["A1"],
    files: { "docs/read.txt": TEXT, "naïve.txt": TEXT, "stored.txt": TEXT },
    folders: ["docs"],
    bytes: () =>
      rawZip([
        { ...noon, name: "docs/", attributes: unixMode(0o040755) | DOS_DIRECTORY },
        { ...python("docs/read.txt", TEXT), attributes: unixMode(0o100644) },
        { ...python("naïve.txt", TEXT), flags: UTF8_FLAG },
        python("stored.txt", TEXT, 0),
      ]),
  },
  {
    what: "python-zipfile-to-a-pipe",
    rows: ["D1", "D2"],
    files: { "read.txt": TEXT, "stored.txt": TEXT },
    bytes: () =>
      rawZip([
        { ...streamed("read.txt", TEXT), attributes: unixMode(0o600) },
        {
          ...python("stored.txt", TEXT, 0),
          flags: STREAMED,
          after: descriptor(TEXT, new TextEncoder().encode(TEXT), SIGNED),
        },
      ]),
  },
  {
    what: "python-zipfile-forced-to-zip64",
    rows: ["Z3"],
    files: { "read.txt": TEXT },
    bytes: () =>
      rawZip([
        {
          ...python("read.txt", TEXT),
          madeBy: 45,
          needs: 45,
          local: { size: SENTINEL, compressedSize: SENTINEL, extra: zip64(TEXT.length, deflated(TEXT).length) },
        },
      ]),
  },
  {
    what: "python-zipfile-makes-a-folder",
    rows: ["A4"],
    notes: ["ARCHIVE_MODE_DROPPED"],
    files: {},
    folders: ["docs"],
    bytes: () => rawZip([{ ...noon, name: "docs/", attributes: unixMode(0o040777) | DOS_DIRECTORY }]),
  },
  {
    what: "java-jar",
    rows: ["X3", "A3", "D1"],
    files: { "META-INF/MANIFEST.MF": MANIFEST, "docs/read.txt": TEXT, "docs/naïve.txt": TEXT, "docs/empty": "" },
    folders: ["META-INF", "docs"],
    bytes: () => {
      const marker = extraField(0xcafe, zeros(0));
      return rawZip([
        { ...java("META-INF/", ""), extra: marker, local: { extra: marker } },
        java("META-INF/MANIFEST.MF", MANIFEST),
        { ...noon, name: "docs/", host: 0, madeBy: 10, needs: 10, flags: UTF8_FLAG },
        { ...noon, name: "docs/empty", host: 0, madeBy: 10, needs: 10, flags: UTF8_FLAG },
        java("docs/read.txt", TEXT),
        java("docs/naïve.txt", TEXT),
      ]);
    },
  },
  {
    what: "java-zip-output-stream",
    rows: ["A3", "D1"],
    files: { "docs/naïve.txt": TEXT, empty: "" },
    folders: ["docs"],
    bytes: () => rawZip([java("docs/", ""), java("docs/naïve.txt", TEXT), java("empty", "")]),
  },
  {
    what: "go-without-dates",
    rows: ["T1", "D1"],
    notes: ["ARCHIVE_DATE_CLAMPED"],
    files: { "docs/naïve.txt": TEXT, "read.txt": TEXT },
    folders: ["docs"],
    bytes: () =>
      rawZip([{ name: "docs/", host: 0, date: 0 }, go("docs/naïve.txt", TEXT, UTF8_FLAG), go("read.txt", TEXT)]),
  },
  {
    what: "go",
    rows: ["D1", "D2", "X3"],
    files: { "naïve.txt": TEXT, "run.sh": TEXT, "stored.txt": TEXT },
    executables: ["run.sh"],
    bytes: () => {
      const extra = timestamps(1, 1);
      return rawZip(
        [
          { ...streamed("naïve.txt", TEXT, UTF8_FLAG), host: 0, extra, local: { extra } },
          { ...streamed("run.sh", TEXT), attributes: unixMode(0o100755), extra, local: { extra } },
          {
            ...streamed("stored.txt", TEXT),
            method: 0,
            host: 0,
            extra,
            local: { extra },
            after: descriptor(TEXT, new TextEncoder().encode(TEXT), SIGNED),
          },
        ],
        { comment: new TextEncoder().encode("Made by Go.") },
      );
    },
  },
  {
    what: "dotnet-on-windows",
    rows: ["A2"],
    files: { "docs/read.txt": TEXT, "naïve.txt": TEXT },
    folders: ["docs"],
    bytes: () =>
      rawZip([
        { ...noon, name: "docs/", host: 0 },
        { ...noon, name: "docs/read.txt", content: TEXT, method: 8, host: 0 },
        { ...noon, name: "naïve.txt", content: TEXT, method: 8, host: 0, flags: UTF8_FLAG },
      ]),
  },
  {
    what: "dotnet-on-unix-to-a-pipe",
    rows: ["D1"],
    files: { "read.txt": TEXT, empty: "" },
    bytes: () =>
      rawZip([
        { ...streamed("read.txt", TEXT), attributes: unixMode(0o100644) },
        { ...streamed("empty", ""), method: 0, attributes: unixMode(0o100644), after: descriptor("", bytes(), SIGNED) },
      ]),
  },
];
