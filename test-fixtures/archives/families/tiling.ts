// Which archives have entries that overlap, leave gaps, or are not where they are said to be? (zip S9, H1, H2)
import type { ArchiveFixture } from "../archive-fixture.ts";
import { bytes, hex, toBytes, u32, zeros } from "../bytes.ts";
import { extraField } from "../extra-fields.ts";
import { quotedOverlap } from "../quoted-overlap.ts";
import { localRecord } from "../raw-entry.ts";
import type { RawEntry } from "../raw-entry.ts";
import { rawZip } from "../raw-zip.ts";
import { named, readme, README_TEXT } from "../readme.ts";
import { zeroEntry } from "../zero-bomb.ts";

const second = named("second.txt");
const readmeEnd = localRecord(readme).length;
const followers = ["b.txt", "c.txt", "d.txt"].map((name) => named(name));
const followerRecords = bytes(...followers.map((entry) => localRecord(entry)));

export const tiling: readonly ArchiveFixture[] = [
  {
    code: "ARCHIVE_OVERLAP",
    what: "two-entries-with-one-header",
    rows: ["S9"],
    bytes: () => rawZip([readme, { ...second, only: "central", localOffset: 0 }]),
  },
  {
    code: "ARCHIVE_OVERLAP",
    what: "one-entry-listed-twice",
    rows: ["S9"],
    bytes: () => rawZip([readme, { ...readme, only: "central", localOffset: 0 }]),
  },
  {
    code: "ARCHIVE_OVERLAP",
    what: "a-hundred-entries-with-one-header",
    rows: ["S9"],
    bytes: () => {
      const shared = zeroEntry("00.bin", 65_536);
      const others = Array.from({ length: 99 }, (_, place): RawEntry => {
        return { ...shared, name: `${String(place + 1).padStart(2, "0")}.bin`, only: "central", localOffset: 0 };
      });
      return rawZip([shared, ...others]);
    },
  },
  {
    code: "ARCHIVE_OVERLAP",
    what: "each-entry-quotes-the-next-and-shares-its-data",
    rows: ["S9"],
    bytes: () => quotedOverlap(50, 65_536),
  },
  {
    code: "ARCHIVE_OVERLAP",
    what: "stored-entry-that-holds-all-that-follow",
    rows: ["S9"],
    bytes: () =>
      rawZip([
        { name: "a.txt", content: followerRecords, data: zeros(0), compressedSize: followerRecords.length },
        ...followers,
      ]),
  },
  {
    code: "ARCHIVE_OVERLAP",
    what: "entry-that-starts-in-the-data-of-another",
    rows: ["S9"],
    bytes: () => {
      const inner = localRecord(second);
      return rawZip([
        { name: "outer.bin", content: bytes(toBytes("before"), inner, toBytes("after")) },
        { ...second, only: "central", localOffset: 30 + 9 + 6 },
      ]);
    },
  },
  {
    code: "ARCHIVE_OVERLAP",
    what: "data-reaches-one-byte-into-the-next-entry",
    rows: ["S9"],
    bytes: () =>
      rawZip([
        { ...readme, content: `${README_TEXT}P`, data: toBytes(README_TEXT), compressedSize: README_TEXT.length + 1 },
        second,
      ]),
  },
  {
    code: "ARCHIVE_OVERLAP",
    what: "local-extra-field-pushes-the-data-into-the-next-entry",
    rows: ["S9"],
    bytes: () => {
      // Nothing but the local header's length of extra fields tells, and those are the data.
      const extra = extraField(0x4444, zeros(5));
      return rawZip([
        { ...readme, content: zeros(9), data: zeros(0), size: 9, compressedSize: 9, local: { extra } },
        second,
      ]);
    },
  },

  {
    code: "ARCHIVE_GAP",
    what: "bytes-before-the-first-entry",
    rows: ["S9"],
    bytes: () => rawZip([readme], { prefix: toBytes("#!/bin/sh\n") }),
  },
  {
    code: "ARCHIVE_GAP",
    what: "one-byte-before-the-first-entry",
    rows: ["S9"],
    bytes: () => rawZip([readme], { prefix: zeros(1) }),
  },
  {
    code: "ARCHIVE_GAP",
    what: "bytes-between-two-entries",
    rows: ["S9"],
    bytes: () => rawZip([{ ...readme, after: toBytes("between") }, second]),
  },
  {
    code: "ARCHIVE_GAP",
    what: "bytes-before-the-directory",
    rows: ["S9"],
    bytes: () => rawZip([readme], { beforeDirectory: zeros(1) }),
  },
  {
    code: "ARCHIVE_GAP",
    what: "an-entry-that-is-not-listed",
    rows: ["S9"],
    bytes: () => rawZip([readme, { ...named("hidden.txt"), only: "local" }, second]),
  },
  {
    code: "ARCHIVE_GAP",
    what: "the-only-entry-is-not-listed",
    rows: ["S9"],
    bytes: () => rawZip([{ ...named("hidden.txt"), only: "local" }]),
  },
  {
    code: "ARCHIVE_GAP",
    what: "an-older-version-of-an-entry-is-left-in-place",
    rows: ["S9"],
    bytes: () => rawZip([{ ...readme, content: "The old text.\n", only: "local" }, readme]),
  },
  {
    code: "ARCHIVE_GAP",
    what: "a-descriptor-that-no-flag-tells-of",
    rows: ["S9"],
    bytes: () => rawZip([{ ...readme, after: hex("50 4b 07 08 00 00 00 00 00 00 00 00 00 00 00 00") }]),
  },
  {
    code: "ARCHIVE_GAP",
    what: "an-apk-signing-block-before-the-directory",
    rows: ["S9"],
    bytes: () => rawZip([readme], { beforeDirectory: bytes(zeros(24), toBytes("APK Sig Block 42")) }),
  },
  {
    code: "ARCHIVE_GAP",
    what: "an-archive-extra-record-before-the-directory",
    rows: ["S9", "S8"],
    bytes: () => rawZip([readme], { beforeDirectory: bytes(u32(0x08064b50), u32(4), zeros(4)) }),
  },
  {
    what: "records-in-another-order-than-the-directory",
    rows: ["S9"],
    files: { "readme.txt": README_TEXT, "second.txt": README_TEXT, "third.txt": README_TEXT },
    bytes: () => rawZip([named("third.txt"), readme, second], { directoryOrder: [1, 2, 0] }),
  },

  {
    code: "ARCHIVE_LOCAL_HEADER_MISSING",
    what: "signature-of-the-local-header-wrong",
    rows: ["H1"],
    bytes: () => rawZip([{ ...readme, local: { signature: 0x03034b50 } }]),
  },
  {
    code: "ARCHIVE_LOCAL_HEADER_MISSING",
    what: "offset-one-byte-late",
    rows: ["H1"],
    bytes: () => rawZip([{ ...readme, localOffset: 1, after: zeros(1) }]),
  },
  {
    code: "ARCHIVE_LOCAL_HEADER_MISSING",
    what: "offset-points-to-a-central-header",
    rows: ["H1"],
    bytes: () => rawZip([{ ...readme, local: { signature: 0x02014b50 } }, second]),
  },

  {
    code: "ARCHIVE_LOCAL_HEADER_OUT_OF_BOUNDS",
    what: "offset-beyond-the-file",
    rows: ["H2"],
    bytes: () => rawZip([{ ...readme, localOffset: 0x7fffffff }]),
  },
  {
    code: "ARCHIVE_LOCAL_HEADER_OUT_OF_BOUNDS",
    what: "offset-points-into-the-directory",
    rows: ["H2"],
    bytes: () => rawZip([{ ...readme, localOffset: readmeEnd }]),
  },
  {
    code: "ARCHIVE_LOCAL_HEADER_OUT_OF_BOUNDS",
    what: "data-reaches-into-the-directory",
    rows: ["H2"],
    bytes: () =>
      rawZip([
        { ...readme, content: `${README_TEXT}P`, data: toBytes(README_TEXT), compressedSize: README_TEXT.length + 1 },
      ]),
  },
  {
    code: "ARCHIVE_LOCAL_HEADER_OUT_OF_BOUNDS",
    what: "data-of-four-gib",
    rows: ["H2"],
    bytes: () => rawZip([{ ...readme, size: 0xfffffffe, compressedSize: 0xfffffffe }]),
  },
  {
    code: "ARCHIVE_LOCAL_HEADER_OUT_OF_BOUNDS",
    what: "local-extra-field-pushes-the-data-into-the-directory",
    rows: ["H2"],
    bytes: () =>
      rawZip([
        {
          ...readme,
          content: zeros(9),
          data: zeros(0),
          size: 9,
          compressedSize: 9,
          local: { extra: extraField(0x4444, zeros(5)) },
        },
      ]),
  },
];
