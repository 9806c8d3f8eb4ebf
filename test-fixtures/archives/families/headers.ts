// Which archives have two headers of one entry that disagree? (zip H3-H6)
import type { ArchiveFixture } from "../archive-fixture.ts";
import { SIGNED, descriptor } from "../descriptor.ts";
import { extraField } from "../extra-fields.ts";
import { deflated } from "../raw-entry.ts";
import type { RawEntry } from "../raw-entry.ts";
import { rawZip } from "../raw-zip.ts";
import { readme, README_TEXT } from "../readme.ts";
import { zeros } from "../bytes.ts";

const size = README_TEXT.length;
const packed: RawEntry = { ...readme, method: 8 };
const streamed: RawEntry = { ...packed, flags: 8, after: descriptor(README_TEXT, deflated(README_TEXT), SIGNED) };

function refused(
  code: Extract<ArchiveFixture, { code: string }>["code"],
  row: string,
  what: string,
  entry: RawEntry,
): ArchiveFixture {
  return { code, what, rows: [row], bytes: () => rawZip([entry]) };
}

export const headers: readonly ArchiveFixture[] = [
  refused("ARCHIVE_LOCAL_NAME_DIFFERS", "H3", "local-name-is-another", { ...readme, local: { name: "runner.txt" } }),
  refused("ARCHIVE_LOCAL_NAME_DIFFERS", "H3", "local-name-differs-by-case", {
    ...readme,
    local: { name: "Readme.txt" },
  }),
  refused("ARCHIVE_LOCAL_NAME_DIFFERS", "H3", "local-name-is-longer", { ...readme, local: { name: "readme.txt.exe" } }),
  refused("ARCHIVE_LOCAL_NAME_DIFFERS", "H3", "local-name-leads-out", { ...readme, local: { name: "../../../x" } }),
  refused("ARCHIVE_LOCAL_NAME_DIFFERS", "H3", "local-name-is-empty", {
    ...readme,
    local: { name: "", extra: extraField(0x4444, zeros(6)) },
  }),
  refused("ARCHIVE_LOCAL_NAME_DIFFERS", "H3", "local-name-is-a-folder", {
    ...readme,
    content: "",
    local: { name: "readme.tx/" },
  }),
  refused("ARCHIVE_LOCAL_NAME_DIFFERS", "H3", "local-name-has-backslashes", {
    name: "a/b.txt",
    content: README_TEXT,
    local: { name: "a\\b.txt" },
  }),

  refused("ARCHIVE_LOCAL_METHOD_DIFFERS", "H4", "local-method-is-deflate", { ...readme, local: { method: 8 } }),
  refused("ARCHIVE_LOCAL_METHOD_DIFFERS", "H4", "local-method-is-stored", { ...packed, local: { method: 0 } }),
  refused("ARCHIVE_LOCAL_METHOD_DIFFERS", "H4", "encrypted-locally-only", { ...readme, local: { flags: 1 } }),
  refused("ARCHIVE_LOCAL_METHOD_DIFFERS", "H4", "utf-8-locally-only", { ...readme, local: { flags: 1 << 11 } }),
  refused("ARCHIVE_LOCAL_METHOD_DIFFERS", "H4", "descriptor-locally-only", {
    ...streamed,
    flags: 0,
    local: { flags: 8 },
  }),
  refused("ARCHIVE_LOCAL_METHOD_DIFFERS", "H4", "descriptor-in-the-directory-only", {
    ...streamed,
    local: { flags: 0 },
  }),
  {
    what: "effort-flags-differ",
    rows: ["H4", "E2"],
    files: { "readme.txt": README_TEXT },
    bytes: () => rawZip([{ ...packed, flags: 1 << 1, local: { flags: 1 << 2 } }]),
  },

  refused("ARCHIVE_SIZES_CONTRADICT", "H5", "stored-and-said-to-be-larger", { ...readme, size: size + 1 }),
  refused("ARCHIVE_SIZES_CONTRADICT", "H5", "stored-and-said-to-be-empty", { ...readme, size: 0 }),
  refused("ARCHIVE_SIZES_CONTRADICT", "H5", "deflated-to-nothing", { ...packed, content: "", data: zeros(0) }),

  refused("ARCHIVE_LOCAL_SIZES_DIFFER", "H6", "local-size-differs", { ...packed, local: { size: size + 1 } }),
  refused("ARCHIVE_LOCAL_SIZES_DIFFER", "H6", "local-compressed-size-differs", {
    ...packed,
    local: { compressedSize: 3 },
  }),
  refused("ARCHIVE_LOCAL_SIZES_DIFFER", "H6", "local-checksum-differs", { ...packed, local: { crc32: 1 } }),
  refused("ARCHIVE_LOCAL_SIZES_DIFFER", "H6", "local-sizes-zero-without-descriptor", {
    ...packed,
    local: { crc32: 0, size: 0, compressedSize: 0 },
  }),
  refused("ARCHIVE_LOCAL_SIZES_DIFFER", "H6", "local-checksum-wrong-despite-a-descriptor", {
    ...streamed,
    local: { crc32: 1 },
  }),
  refused("ARCHIVE_LOCAL_SIZES_DIFFER", "H6", "local-size-wrong-despite-a-descriptor", {
    ...streamed,
    local: { size: size + 1 },
  }),
  refused("ARCHIVE_LOCAL_SIZES_DIFFER", "H6", "local-compressed-size-wrong-despite-a-descriptor", {
    ...streamed,
    local: { compressedSize: 1 },
  }),
  {
    what: "sizes-told-locally-and-by-descriptor",
    rows: ["H6", "D1"],
    files: { "readme.txt": README_TEXT },
    bytes: () => rawZip([{ ...streamed, local: { size, compressedSize: deflated(README_TEXT).length } }]),
  },
];
