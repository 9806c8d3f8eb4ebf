// Which archives tell an entry's sizes after its data, rightly or wrongly? (zip D1, D2)
import { crc32 } from "node:zlib";
import type { ArchiveFixture } from "../archive-fixture.ts";
import { bytes, hex, toBytes, u32, u64, zeros } from "../bytes.ts";
import { SIGNED, descriptor } from "../descriptor.ts";
import type { DescriptorForm } from "../descriptor.ts";
import { zip64 } from "../extra-fields.ts";
import { deflated } from "../raw-entry.ts";
import type { RawEntry } from "../raw-entry.ts";
import { rawZip } from "../raw-zip.ts";
import { readme, README_TEXT } from "../readme.ts";

const size = README_TEXT.length;
const data = deflated(README_TEXT);
const crc = crc32(README_TEXT);
const streamed: RawEntry = { ...readme, method: 8, flags: 8 };
const FORMS: Readonly<Record<string, DescriptorForm>> = {
  "with-signature": { signed: true, wide: false },
  "without-signature": { signed: false, wide: false },
  "with-signature-and-wide": { signed: true, wide: true },
  "without-signature-and-wide": { signed: false, wide: true },
};

/** Both sizes stand in the zip64 extra. */
const ANNOUNCED = { size: 0xffffffff, compressedSize: 0xffffffff };

function invalid(what: string, after: Uint8Array): ArchiveFixture {
  return { code: "ARCHIVE_DESCRIPTOR_INVALID", what, rows: ["D1"], bytes: () => rawZip([{ ...streamed, after }]) };
}

/** Stored, without a stated length: what a program that reads from the front has to search the end of. */
function storedUnsized(content: string | Uint8Array, form: DescriptorForm = SIGNED): RawEntry {
  return { name: "stored.bin", content, flags: 8, after: descriptor(content, toBytes(content), form) };
}

function ambiguous(what: string, content: Uint8Array): ArchiveFixture {
  return { code: "ARCHIVE_DESCRIPTOR_AMBIGUOUS", what, rows: ["D2"], bytes: () => rawZip([storedUnsized(content)]) };
}

export const descriptors: readonly ArchiveFixture[] = [
  ...Object.entries(FORMS).map(([what, form]): ArchiveFixture => ({
    what: `descriptor-${what}`,
    rows: ["D1"],
    // Wide sizes that no zip64 extra announces.
    notes: form.wide ? ["ARCHIVE_DESCRIPTOR_FORM"] : [],
    files: { "readme.txt": README_TEXT, "second.txt": "Second.\n" },
    bytes: () =>
      rawZip([
        { ...streamed, after: descriptor(README_TEXT, data, form) },
        {
          name: "second.txt",
          content: "Second.\n",
          method: 8,
          flags: 8,
          after: descriptor("Second.\n", deflated("Second.\n"), form),
        },
      ]),
  })),
  ...Object.entries(FORMS).map(([what, form]): ArchiveFixture => ({
    what: `descriptor-${what}-after-a-local-zip64-extra`,
    rows: ["D1"],
    notes: form.wide ? [] : ["ARCHIVE_DESCRIPTOR_FORM"],
    files: { "readme.txt": README_TEXT, "second.txt": "Second.\n" },
    bytes: () => {
      const local = { ...ANNOUNCED, extra: zip64(0, 0) };
      return rawZip([
        { ...streamed, local, after: descriptor(README_TEXT, data, form) },
        { name: "second.txt", content: "Second.\n" },
      ]);
    },
  })),
  {
    what: "deflated-folder-with-a-descriptor-and-no-stream",
    rows: ["D1", "A3"],
    notes: ["ARCHIVE_DESCRIPTOR_FORM"],
    folders: ["folder"],
    files: { "readme.txt": README_TEXT },
    bytes: () =>
      rawZip([
        { name: "folder/", method: 8, data: zeros(0), flags: 8, after: descriptor("", zeros(0), SIGNED) },
        readme,
      ]),
  },
  ...Object.entries(FORMS).map(([what, form]): ArchiveFixture => ({
    code: "ARCHIVE_DESCRIPTOR_INVALID",
    what: `wrong-checksum-in-a-descriptor-${what}`,
    rows: ["D1"],
    bytes: () => rawZip([{ ...streamed, after: descriptor(`${README_TEXT.slice(1)}!`, data, form) }]),
  })),
  invalid("no-descriptor", zeros(0)),
  invalid("descriptor-cut-off", descriptor(README_TEXT, data, SIGNED).subarray(0, 15)),
  invalid("a-byte-after-the-descriptor", bytes(descriptor(README_TEXT, data, SIGNED), zeros(1))),
  invalid(
    "a-byte-after-the-widest-descriptor",
    bytes(descriptor(README_TEXT, data, { signed: true, wide: true }), zeros(1)),
  ),
  invalid("two-descriptors", bytes(descriptor(README_TEXT, data, SIGNED), descriptor(README_TEXT, data, SIGNED))),
  invalid("wrong-size-in-the-descriptor", bytes(u32(0x08074b50), u32(crc), u32(data.length), u32(size + 1))),
  invalid("wrong-compressed-size-in-the-descriptor", bytes(u32(0x08074b50), u32(crc), u32(data.length - 1), u32(size))),
  invalid("sizes-swapped-in-the-descriptor", bytes(u32(0x08074b50), u32(crc), u32(size), u32(data.length))),
  invalid("wrong-signature-in-the-descriptor", bytes(hex("50 4b 08 07"), u32(crc), u32(data.length), u32(size))),
  invalid("descriptor-all-zeros", zeros(16)),
  invalid(
    "upper-half-of-a-wide-size-not-zero",
    bytes(u32(0x08074b50), u32(crc), u64(BigInt(data.length)), u64(BigInt(size) + 2n ** 32n)),
  ),

  {
    what: "stored-with-descriptor-and-harmless-data",
    rows: ["D2"],
    files: { "stored.bin": "PK, PKZIP and PK\u0003 are harmless.\n", "readme.txt": README_TEXT },
    bytes: () => rawZip([storedUnsized("PK, PKZIP and PK\u0003 are harmless.\n"), readme]),
  },
  {
    what: "stored-with-descriptor-and-no-data",
    rows: ["D2"],
    files: { "stored.bin": "", "readme.txt": README_TEXT },
    bytes: () => rawZip([storedUnsized(""), readme]),
  },
  {
    what: "stored-with-descriptor-and-a-stated-size",
    rows: ["D2"],
    notes: ["ARCHIVE_DESCRIPTOR_FORM"],
    files: { "stored.bin": bytes(toBytes("A descriptor: "), u32(0x08074b50), zeros(12)) },
    bytes: () => {
      const content = bytes(toBytes("A descriptor: "), u32(0x08074b50), zeros(12));
      return rawZip([{ ...storedUnsized(content), local: { size: content.length, compressedSize: content.length } }]);
    },
  },
  ambiguous("stored-data-holds-the-signature-of-a-descriptor", bytes(toBytes("a"), u32(0x08074b50), zeros(12))),
  ambiguous("stored-data-ends-with-the-signature-of-a-descriptor", bytes(toBytes("a"), u32(0x08074b50))),
  ambiguous(
    "stored-data-holds-a-whole-entry",
    bytes(descriptor("", zeros(0), SIGNED), rawZip([readme]).subarray(0, 49)),
  ),
  ambiguous("stored-data-holds-an-end-record", rawZip([])),
  ambiguous("stored-data-holds-a-signature-across-64-kib", bytes(zeros(65_536 - 2), u32(0x04034b50), zeros(10))),
];
