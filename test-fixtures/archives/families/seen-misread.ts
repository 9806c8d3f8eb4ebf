// Which archives were seen to be read in two ways, by programs that look where others do not? (zip A1, P7, S3, Z1, D1, D2)
import { crc32 } from "node:zlib";
import type { ArchiveFixture, RefusedFixture } from "../archive-fixture.ts";
import { bytes, toBytes, u16, u32, zeros } from "../bytes.ts";
import { SIGNED, descriptor } from "../descriptor.ts";
import { extraField, zip64 } from "../extra-fields.ts";
import { deflated } from "../raw-entry.ts";
import type { RawEntry } from "../raw-entry.ts";
import { rawZip } from "../raw-zip.ts";
import { readme, README_TEXT } from "../readme.ts";

const LINK = 0o120777;
const FILE = 0o100644;
const link: RawEntry = { name: "link", content: "/etc/passwd" };
const both = { size: 0xffffffff, compressedSize: 0xffffffff };

function refused(code: RefusedFixture["code"], row: string, what: string, ...entries: RawEntry[]): ArchiveFixture {
  return { code, what, rows: [row], bytes: () => rawZip(entries) };
}

/** libarchive's copy of central fields, with the version and the attributes. */
function libarchive(attributes: number, madeBy = 3 * 256 + 20): Uint8Array {
  return extraField(0x6c78, bytes(Uint8Array.of(7), u16(madeBy), u16(0), u32(attributes)));
}

/** ASi's mode, behind its checksum. */
function asi(mode: number): Uint8Array {
  const fields = bytes(u16(mode), u32(0), u16(0), u16(0));
  return extraField(0x756e, bytes(u32(crc32(fields)), fields));
}

function upper(mode: number): number {
  return (mode << 16) >>> 0;
}

/** Stored data whose descriptor has no signature, or sizes of eight bytes. */
function streamed(name: string, content: string, form: { signed: boolean; wide: boolean }, method: 0 | 8): RawEntry {
  const data = method === 8 ? deflated(content) : toBytes(content);
  return { name, content, method, flags: 8, after: descriptor(content, data, form) };
}

export const seenMisread: readonly ArchiveFixture[] = [
  // bsdtar follows libarchive's field, unzip that of ASi: both make a link of a file.
  refused("ARCHIVE_SPECIAL_FILE", "A1", "link-by-an-extra-field-of-libarchive", {
    ...link,
    extra: libarchive(upper(LINK)),
  }),
  refused("ARCHIVE_SPECIAL_FILE", "A1", "link-by-a-local-extra-field-of-libarchive", {
    ...link,
    attributes: upper(FILE),
    local: { extra: libarchive(upper(LINK)) },
  }),
  refused("ARCHIVE_SPECIAL_FILE", "A1", "other-system-by-an-extra-field-of-libarchive", {
    ...link,
    extra: libarchive(0, 20),
  }),
  refused("ARCHIVE_SPECIAL_FILE", "A1", "extra-field-of-libarchive-that-goes-on", {
    ...link,
    extra: extraField(0x6c78, Uint8Array.of(0x84, 0, 0, 0, 0, 0)),
  }),
  refused("ARCHIVE_SPECIAL_FILE", "A1", "extra-field-of-libarchive-cut-off", {
    ...link,
    extra: extraField(0x6c78, Uint8Array.of(4, 0)),
  }),
  {
    what: "extra-field-of-libarchive-that-says-the-same",
    rows: ["X3"],
    files: { "readme.txt": README_TEXT },
    bytes: () => rawZip([{ ...readme, attributes: upper(FILE), local: { extra: libarchive(upper(FILE)) } }]),
  },
  refused("ARCHIVE_SYMLINK", "A1", "link-by-an-extra-field-of-asi", { ...link, extra: asi(LINK) }),
  refused("ARCHIVE_SYMLINK", "A1", "link-by-a-local-extra-field-of-asi", { ...link, local: { extra: asi(LINK) } }),
  refused("ARCHIVE_SPECIAL_FILE", "A1", "pipe-by-an-extra-field-of-asi", { ...link, extra: asi(0o010644) }),
  refused("ARCHIVE_SPECIAL_FILE", "A1", "folder-by-an-extra-field-of-asi", { ...link, extra: asi(0o040755) }),
  {
    what: "extra-fields-of-asi-that-say-the-same",
    rows: ["X3"],
    files: { "readme.txt": README_TEXT },
    folders: ["docs"],
    bytes: () =>
      rawZip([
        { ...readme, extra: asi(FILE) },
        { name: "docs/", extra: asi(0o040755) },
      ]),
  },

  // 7-Zip makes a link of a reparse point; unzip passes over the label of a volume.
  refused("ARCHIVE_SPECIAL_FILE", "A1", "reparse-point-of-windows", { ...link, host: 0, attributes: 0x420 }),
  refused("ARCHIVE_SPECIAL_FILE", "A1", "reparse-point-from-unix", { ...link, attributes: upper(FILE) + 0x400 }),
  refused("ARCHIVE_SPECIAL_FILE", "A1", "label-of-a-volume", { ...readme, host: 0, attributes: 8 }),

  // unzip takes what follows a semicolon for a version, and writes over the file without it.
  refused("PATH_NAME_EDGE", "P7", "name-with-a-version", readme, { name: "readme.txt;1", content: "other" }),
  refused("PATH_NAME_EDGE", "P7", "name-that-ends-with-a-semicolon", { name: "readme.txt;" }),
  refused("PATH_NAME_EDGE", "P7", "folder-with-a-version", { name: "docs;23/readme.txt" }),
  {
    what: "semicolons-within-names",
    rows: ["P7"],
    files: { "a;b": "", "a;1b/c;.txt": "" },
    bytes: () => rawZip([{ name: "a;b" }, { name: "a;1b/c;.txt" }]),
  },

  // What a name becomes when it is composed, as by bsdtar and in every canonical archive, is looked at as well.
  refused("PATH_DEVICE_NAME", "P7", "device-when-composed", { name: "CLOC\u212A$", flags: 0x800 }),
  refused("PATH_NAME_EDGE", "P7", "semicolon-when-composed", { name: "a\u037E1", flags: 0x800 }),
  refused("PATH_SEGMENT_TOO_LONG", "P2", "too-long-when-composed", { name: "\u0958".repeat(43), flags: 0x800 }),

  // unzipper and adm-zip take it for the end record, and list what it points to.
  refused("ARCHIVE_END_RECORD_AMBIGUOUS", "S3", "end-record-in-a-central-extra-field", {
    ...readme,
    extra: extraField(0x4444, rawZip([])),
  }),
  refused("ARCHIVE_END_RECORD_AMBIGUOUS", "S3", "zip64-end-record-in-a-central-extra-field", {
    ...readme,
    extra: extraField(0x4444, bytes(u32(0x06064b50), zeros(52))),
  }),
  refused("ARCHIVE_END_RECORD_AMBIGUOUS", "S3", "zip64-locator-in-a-central-extra-field", {
    ...readme,
    extra: extraField(0x4444, bytes(u32(0x07064b50), zeros(20))),
  }),
  refused("ARCHIVE_END_RECORD_AMBIGUOUS", "S3", "end-signature-as-a-checksum", { ...readme, crc32: 0x06054b50 }),

  // fflate looks at zip64 values only where there is a zip64 end record.
  {
    what: "zip64-sizes-without-a-zip64-end-record",
    rows: ["Z1"],
    notes: ["ARCHIVE_ZIP64_UNANNOUNCED"],
    files: { "readme.txt": README_TEXT, "second.txt": "" },
    bytes: () => {
      const { length } = README_TEXT;
      const local = { size: length, compressedSize: length };
      return rawZip([{ ...readme, ...both, extra: zip64(length, length), local }, { name: "second.txt" }]);
    },
  },

  // Readers from the front look for a signature after stored data, and for sizes of four bytes after nothing.
  {
    what: "stored-with-a-descriptor-without-signature",
    rows: ["D1"],
    notes: ["ARCHIVE_DESCRIPTOR_FORM"],
    files: { "stored.txt": "stored", "second.txt": "second" },
    bytes: () =>
      rawZip([
        streamed("stored.txt", "stored", { signed: false, wide: false }, 0),
        streamed("second.txt", "second", SIGNED, 0),
      ]),
  },
  {
    what: "wide-descriptor-after-an-empty-stream",
    rows: ["D1"],
    notes: ["ARCHIVE_DESCRIPTOR_FORM"],
    files: { "empty.txt": "", "second.txt": "second" },
    bytes: () =>
      rawZip([streamed("empty.txt", "", { signed: true, wide: true }, 8), streamed("second.txt", "second", SIGNED, 8)]),
  },
];
