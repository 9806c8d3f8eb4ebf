// Which extra fields are refused, and which are passed over? (zip X1-X3)
import type { ArchiveFixture } from "../archive-fixture.ts";
import { bytes, hex, toBytes, u16, zeros } from "../bytes.ts";
import { extraField, ntfsTimes, timestamps, unicodeName, unixOwner, zip64 } from "../extra-fields.ts";
import type { RawEntry } from "../raw-entry.ts";
import { rawZip } from "../raw-zip.ts";
import { readme, README_TEXT } from "../readme.ts";

const NAME = "readme.txt";
const size = README_TEXT.length;

/** In either header, as one of them is enough. */
function inEach(
  code: "ARCHIVE_EXTRA_BROKEN" | "ARCHIVE_EXTRA_REPEATED",
  row: string,
  what: string,
  extra: Uint8Array,
): ArchiveFixture[] {
  return [
    { code, what, rows: [row], bytes: () => rawZip([{ ...readme, extra }]) },
    { code, what: `${what}-locally`, rows: [row], bytes: () => rawZip([{ ...readme, local: { extra } }]) },
  ];
}

function accepted(what: string, rows: readonly string[], entry: Partial<RawEntry>): ArchiveFixture {
  return { what, rows, files: { [NAME]: README_TEXT }, bytes: () => rawZip([{ ...readme, ...entry }]) };
}

const everyHarmless = bytes(
  timestamps(3, 2),
  unixOwner(),
  ntfsTimes(),
  extraField(0xcafe, zeros(0)),
  extraField(0x4453, toBytes("a security descriptor")),
  extraField(0x6542, toBytes("a BeOS attribute")),
  extraField(0xa11e, hex("00 10 00 00")),
  extraField(0x9999, zeros(300)),
);

export const extras: readonly ArchiveFixture[] = [
  ...inEach("ARCHIVE_EXTRA_BROKEN", "X1", "extra-field-longer-than-its-area", bytes(u16(0x5455), u16(6), zeros(5))),
  ...inEach(
    "ARCHIVE_EXTRA_BROKEN",
    "X1",
    "second-extra-field-longer-than-its-area",
    bytes(extraField(0x4444, zeros(4)), u16(0x5455), u16(0xffff)),
  ),
  ...inEach("ARCHIVE_EXTRA_BROKEN", "X1", "extra-fields-followed-by-a-byte", bytes(timestamps(1, 1), hex("41"))),
  ...inEach(
    "ARCHIVE_EXTRA_BROKEN",
    "X1",
    "extra-fields-followed-by-three-bytes",
    bytes(timestamps(1, 1), hex("00 00 01")),
  ),
  ...inEach("ARCHIVE_EXTRA_BROKEN", "X1", "extra-fields-that-are-text", toBytes("text")),

  ...inEach("ARCHIVE_EXTRA_REPEATED", "X2", "two-zip64-extras", bytes(zip64(size, size), zip64(size, size))),
  ...inEach(
    "ARCHIVE_EXTRA_REPEATED",
    "X2",
    "two-unicode-names",
    bytes(unicodeName(NAME, NAME), unicodeName(NAME, NAME)),
  ),
  ...inEach(
    "ARCHIVE_EXTRA_REPEATED",
    "X2",
    "two-unicode-names-and-one-is-another",
    bytes(unicodeName(NAME, NAME), timestamps(1, 1), unicodeName("other.exe", NAME)),
  ),
  ...inEach(
    "ARCHIVE_EXTRA_REPEATED",
    "X2",
    "two-unicode-comments",
    bytes(extraField(0x6375, zeros(5)), extraField(0x6375, zeros(5))),
  ),
  ...inEach(
    "ARCHIVE_EXTRA_REPEATED",
    "X2",
    "two-aes-extras",
    bytes(extraField(0x9901, zeros(7)), extraField(0x9901, zeros(7))),
  ),

  accepted("extra-fields-of-many-kinds", ["X3"], { extra: everyHarmless, local: { extra: everyHarmless } }),
  accepted("extra-field-twice-that-may-be", ["X3"], { extra: bytes(timestamps(1, 1), timestamps(1, 1)) }),
  accepted("extra-fields-that-differ-between-headers", ["X3"], {
    extra: timestamps(3, 1),
    local: { extra: bytes(timestamps(3, 2), unixOwner()) },
  }),
  accepted("extra-field-that-looks-like-a-record", ["X3"], { local: { extra: extraField(0x4444, rawZip([])) } }),
  ...[1, 2, 3].map((padding) =>
    accepted(`aligned-by-${padding}-zero-byte${padding > 1 ? "s" : ""}-of-extra-field`, ["X1"], {
      local: { extra: zeros(padding) },
    }),
  ),
  accepted("aligned-to-four-kib-by-an-extra-field", ["X1", "X3"], {
    local: { extra: extraField(0xd935, bytes(u16(4096), zeros(4096 - 30 - NAME.length - 6))) },
  }),
  accepted("extra-fields-padded-in-both-headers", ["X1"], {
    extra: bytes(timestamps(1, 1), zeros(2)),
    local: { extra: bytes(timestamps(1, 1), zeros(3)) },
  }),
];
