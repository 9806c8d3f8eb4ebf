// Which archives are wrong at their very end, or no archives at all? (zip S1-S4)
import type { ArchiveFixture } from "../archive-fixture.ts";
import { bytes, hex, toBytes, u32, zeros } from "../bytes.ts";
import { rawZip } from "../raw-zip.ts";
import { readme, README_TEXT } from "../readme.ts";

const MOST_PADDING = 10 * 1024;
const MOST_BYTES = 20 * 1024 * 1024;
const END_RECORD = 0x06054b50;
/** The end record of an archive without entries, which is a whole archive, too. */
const emptyArchive = rawZip([]);
const archive = rawZip([readme]);
/** What an end record with its 22 bytes leaves of the largest archive, less the headers and name of one entry. */
const rest = MOST_BYTES - rawZip([{ ...readme, content: "" }]).length;

export const ends: readonly ArchiveFixture[] = [
  { code: "ARCHIVE_TOO_SHORT", what: "no-bytes-at-all", rows: ["S1"], bytes: () => zeros(0) },
  {
    code: "ARCHIVE_TOO_SHORT",
    what: "last-byte-of-an-empty-archive-missing",
    rows: ["S1"],
    bytes: () => emptyArchive.subarray(0, 21),
  },
  {
    code: "ARCHIVE_TOO_LARGE",
    what: "one-byte-over-20-mib",
    rows: ["S1"],
    inMemoryOnly: true,
    bytes: () => rawZip([{ ...readme, content: zeros(rest + 1) }]),
  },
  {
    what: "exactly-20-mib",
    rows: ["S1"],
    inMemoryOnly: true,
    files: { "readme.txt": zeros(rest) },
    bytes: () => rawZip([{ ...readme, content: zeros(rest) }]),
  },

  {
    code: "ARCHIVE_NOT_A_ZIP",
    what: "a-text",
    rows: ["S2"],
    bytes: () => toBytes("This is a text, and it is long enough.\n"),
  },
  {
    code: "ARCHIVE_NOT_A_ZIP",
    what: "a-gzip-file",
    rows: ["S2"],
    bytes: () => bytes(hex("1f 8b 08 00 00 00 00 00 00 03 4b cc 4e 05 00"), u32(0x3ea2cae1), u32(3)),
  },
  {
    code: "ARCHIVE_NOT_A_ZIP",
    what: "a-rar-file",
    rows: ["S2"],
    bytes: () => bytes(toBytes("Rar!"), hex("1a 07 01 00"), zeros(32)),
  },
  { code: "ARCHIVE_NOT_A_ZIP", what: "only-zeros", rows: ["S2"], bytes: () => zeros(100) },

  { code: "ARCHIVE_NO_END_RECORD", what: "cut-off-in-the-data", rows: ["S2"], bytes: () => archive.subarray(0, 45) },
  {
    code: "ARCHIVE_NO_END_RECORD",
    what: "cut-off-before-the-end-record",
    rows: ["S2"],
    bytes: () => archive.subarray(0, archive.length - 22),
  },
  {
    code: "ARCHIVE_NO_END_RECORD",
    what: "end-record-further-from-the-end-than-comment-and-padding-can-be",
    rows: ["S2"],
    bytes: () => rawZip([readme], { comment: zeros(0xffff), tail: zeros(MOST_PADDING + 1) }),
  },

  {
    code: "ARCHIVE_END_RECORD_MISPLACED",
    what: "last-byte-missing",
    rows: ["S2"],
    bytes: () => archive.subarray(0, archive.length - 1),
  },
  {
    code: "ARCHIVE_END_RECORD_MISPLACED",
    what: "a-newline-after-the-end",
    rows: ["S2"],
    bytes: () => rawZip([readme], { tail: toBytes("\n") }),
  },
  {
    code: "ARCHIVE_END_RECORD_MISPLACED",
    what: "text-after-the-end",
    rows: ["S2"],
    bytes: () => rawZip([readme], { tail: toBytes("<script>alert(1)</script>") }),
  },
  {
    code: "ARCHIVE_END_RECORD_MISPLACED",
    what: "more-than-10-kib-of-zeros-after-the-end",
    rows: ["S2"],
    bytes: () => rawZip([readme], { tail: zeros(MOST_PADDING + 1) }),
  },
  {
    code: "ARCHIVE_END_RECORD_MISPLACED",
    what: "zeros-after-the-end-and-then-a-byte",
    rows: ["S2"],
    bytes: () => rawZip([readme], { tail: bytes(zeros(500), hex("01")) }),
  },
  {
    code: "ARCHIVE_END_RECORD_MISPLACED",
    what: "comment-longer-than-the-file",
    rows: ["S2"],
    bytes: () => rawZip([readme], { comment: toBytes("short"), commentLength: 6 }),
  },
  {
    code: "ARCHIVE_END_RECORD_MISPLACED",
    what: "comment-shorter-than-the-file",
    rows: ["S2"],
    bytes: () => rawZip([readme], { comment: toBytes("a longer comment"), commentLength: 8 }),
  },
  {
    what: "ten-kib-of-zeros-after-the-end",
    rows: ["S2"],
    notes: ["ARCHIVE_PADDING_DROPPED"],
    files: { "readme.txt": README_TEXT },
    bytes: () => rawZip([readme], { tail: zeros(MOST_PADDING) }),
  },
  {
    what: "a-comment-that-ends-with-zeros-and-zeros-after-it",
    rows: ["S2"],
    notes: ["ARCHIVE_PADDING_DROPPED"],
    files: { "readme.txt": README_TEXT },
    bytes: () => rawZip([readme], { comment: bytes(toBytes("comment"), zeros(3)), tail: zeros(20) }),
  },

  {
    code: "ARCHIVE_END_RECORD_AMBIGUOUS",
    what: "an-empty-archive-as-the-comment",
    rows: ["S3"],
    bytes: () => rawZip([readme], { comment: emptyArchive }),
  },
  {
    code: "ARCHIVE_END_RECORD_AMBIGUOUS",
    what: "another-archive-as-the-comment",
    rows: ["S3"],
    bytes: () => rawZip([readme], { comment: rawZip([{ name: "other.txt", content: "Another archive.\n" }]) }),
  },
  {
    code: "ARCHIVE_END_RECORD_AMBIGUOUS",
    what: "two-end-records-that-share-a-comment",
    rows: ["S3"],
    bytes: () => rawZip([readme], { comment: bytes(rawZip([], { commentLength: 4 }), toBytes("both")) }),
  },
  {
    code: "ARCHIVE_END_RECORD_AMBIGUOUS",
    what: "signature-of-an-end-record-in-the-comment",
    rows: ["S3"],
    bytes: () => rawZip([readme], { comment: bytes(toBytes("see "), u32(END_RECORD), toBytes(" there")) }),
  },

  {
    code: "ARCHIVE_END_RECORD_AMBIGUOUS",
    what: "signature-of-an-end-record-at-the-very-end",
    rows: ["S3"],
    bytes: () => rawZip([readme], { comment: u32(END_RECORD) }),
  },

  ...[
    ["a-local-header", 0x04034b50],
    ["a-central-header", 0x02014b50],
    ["a-zip64-end-record", 0x06064b50],
    ["a-zip64-locator", 0x07064b50],
    ["a-descriptor", 0x08074b50],
    ["a-digital-signature", 0x05054b50],
    ["an-archive-extra-record", 0x08064b50],
  ].map(([record, signature]): ArchiveFixture => ({
    code: "ARCHIVE_COMMENT_SIGNATURE",
    what: `signature-of-${record}-in-the-comment`,
    rows: ["S4"],
    bytes: () => rawZip([readme], { comment: bytes(toBytes("see "), u32(Number(signature))) }),
  })),
  {
    code: "ARCHIVE_COMMENT_SIGNATURE",
    what: "a-central-header-in-the-comment-of-an-entry",
    rows: ["S4"],
    bytes: () => rawZip([{ ...readme, comment: rawZip([readme]).subarray(48, 48 + 56) }]),
  },
  {
    code: "ARCHIVE_COMMENT_SIGNATURE",
    what: "signature-of-an-end-record-in-the-comment-of-an-entry",
    rows: ["S4"],
    bytes: () => rawZip([{ ...readme, comment: bytes(toBytes("P"), u32(END_RECORD)) }]),
  },
  {
    what: "comments-on-archive-and-entry",
    rows: ["S4"],
    files: { "readme.txt": README_TEXT },
    bytes: () =>
      rawZip([{ ...readme, comment: toBytes("PK is fine, PKZIP too") }], { comment: toBytes("Made by PKZIP.") }),
  },
];
