// Which headers have zip64 values, right or wrong? (zip Z3, Z4, Z5, Z7)
import type { ArchiveFixture } from "../archive-fixture.ts";
import { bytes, hex, u32 } from "../bytes.ts";
import { descriptor } from "../descriptor.ts";
import { extraField, zip64 } from "../extra-fields.ts";
import { deflated, localRecord } from "../raw-entry.ts";
import type { RawEntry } from "../raw-entry.ts";
import { rawZip } from "../raw-zip.ts";
import { named, readme, README_TEXT } from "../readme.ts";

const SENTINEL = 0xffffffff;
const size = README_TEXT.length;
const second = named("second.txt");
const readmeEnd = localRecord(readme).length;
const MORE_THAN_EXACT = 2n ** 53n;
/** What a reader can follow even where it takes zip64 values only in archives with zip64 records. */
const records = { zip64: {}, directoryOffset: SENTINEL };

const wide: RawEntry = {
  ...readme,
  needs: 45,
  size: SENTINEL,
  compressedSize: SENTINEL,
  local: { size, compressedSize: size },
};
const wideLocally: RawEntry = {
  ...readme,
  needs: 45,
  local: { size: SENTINEL, compressedSize: SENTINEL, extra: zip64(size, size) },
};

/** Its two sizes are far apart. */
const long: RawEntry = { name: "long.txt", content: "a".repeat(100), method: 8 };
const longPacked = deflated("a".repeat(100)).length;

function surplus(what: string, entry: RawEntry): ArchiveFixture {
  return { code: "ARCHIVE_ZIP64_EXTRA_SURPLUS", what, rows: ["Z3"], bytes: () => rawZip([entry], records) };
}

function missing(what: string, entry: RawEntry): ArchiveFixture {
  return { code: "ARCHIVE_ZIP64_EXTRA_MISSING", what, rows: ["Z4"], bytes: () => rawZip([entry], records) };
}

function half(what: string, entry: RawEntry): ArchiveFixture {
  return { code: "ARCHIVE_ZIP64_HALF", what, rows: ["Z7"], bytes: () => rawZip([entry], records) };
}

function accepted(what: string, rows: readonly string[], entry: RawEntry, archive = records): ArchiveFixture {
  return { what, rows, files: { "readme.txt": README_TEXT }, bytes: () => rawZip([entry], archive) };
}

export const zip64Values: readonly ArchiveFixture[] = [
  surplus("zip64-size-differs-and-no-sentinel", { ...readme, extra: zip64(size + 1) }),
  surplus("zip64-sizes-differ-and-no-sentinel", { ...readme, extra: zip64(1, 1) }),
  surplus("zip64-offset-differs-and-no-sentinel", { ...wide, extra: zip64(size, size, 7) }),
  surplus("zip64-disk-differs-and-no-sentinel", {
    ...readme,
    extra: extraField(0x0001, bytes(zip64(size, size, 0).subarray(4), u32(3))),
  }),
  surplus("zip64-values-before-the-one-asked-for", { ...readme, localOffset: SENTINEL, extra: zip64(size, size, 0) }),
  surplus("zip64-extra-of-three-bytes", { ...readme, extra: extraField(0x0001, hex("00 00 00")) }),
  surplus("zip64-extra-with-bytes-after-the-values", {
    ...wide,
    extra: extraField(0x0001, bytes(zip64(size, size).subarray(4), hex("00 00"))),
  }),
  surplus("zip64-extra-with-a-fifth-value", {
    ...wide,
    extra: extraField(0x0001, bytes(zip64(size, size, 0).subarray(4), u32(0), u32(0))),
  }),
  surplus("local-zip64-size-differs-and-no-sentinel", { ...readme, local: { extra: zip64(size + 1, size) } }),
  surplus("local-zip64-extra-with-an-offset", {
    ...wideLocally,
    local: { ...wideLocally.local, extra: zip64(size, size, 0) },
  }),

  missing("zip64-sizes-without-extra", wide),
  missing("zip64-size-alone-without-extra", { ...readme, size: SENTINEL, local: { size } }),
  missing("zip64-offset-without-extra", { ...readme, localOffset: SENTINEL }),
  missing("zip64-disk-without-extra", { ...readme, disk: 0xffff }),
  missing("zip64-extra-with-one-of-two-sizes", {
    ...readme,
    size: SENTINEL,
    compressedSize: SENTINEL,
    localOffset: SENTINEL,
    extra: zip64(size),
  }),
  missing("zip64-extra-a-byte-short", { ...wide, extra: extraField(0x0001, zip64(size, size).subarray(4, 19)) }),
  missing("zip64-extra-empty", { ...wide, extra: extraField(0x0001, bytes()) }),
  missing("local-zip64-sizes-without-extra", { ...readme, local: { size: SENTINEL, compressedSize: SENTINEL } }),
  missing("local-zip64-extra-with-one-of-two-sizes", {
    ...wideLocally,
    local: { ...wideLocally.local, extra: zip64(size) },
  }),

  {
    code: "ARCHIVE_NUMBER_TOO_LARGE",
    what: "zip64-size-of-2-to-the-53",
    rows: ["Z5"],
    bytes: () => rawZip([{ ...wide, extra: zip64(MORE_THAN_EXACT, size) }], records),
  },
  {
    code: "ARCHIVE_NUMBER_TOO_LARGE",
    what: "zip64-offset-negative-when-signed",
    rows: ["Z5"],
    bytes: () => rawZip([{ ...readme, localOffset: SENTINEL, extra: zip64(2n ** 64n - 1n) }], records),
  },
  {
    code: "ARCHIVE_NUMBER_TOO_LARGE",
    what: "local-zip64-size-of-2-to-the-53",
    rows: ["Z5"],
    bytes: () =>
      rawZip([{ ...wideLocally, local: { ...wideLocally.local, extra: zip64(size, MORE_THAN_EXACT) } }], records),
  },
  {
    code: "ARCHIVE_LOCAL_HEADER_OUT_OF_BOUNDS",
    what: "zip64-offset-beyond-the-file",
    rows: ["H2", "Z5"],
    bytes: () => rawZip([{ ...readme, localOffset: SENTINEL, extra: zip64(MORE_THAN_EXACT - 1n) }], records),
  },

  {
    code: "ARCHIVE_LOCAL_HEADER_OUT_OF_BOUNDS",
    what: "zip64-sizes-in-the-wrong-order",
    rows: ["Z3", "H2"],
    bytes: () =>
      rawZip([{ ...long, size: SENTINEL, compressedSize: SENTINEL, extra: zip64(longPacked, 100) }], records),
  },
  {
    code: "ARCHIVE_LOCAL_SIZES_DIFFER",
    what: "local-zip64-sizes-in-the-wrong-order",
    rows: ["Z3", "H6"],
    bytes: () =>
      rawZip(
        [{ ...long, local: { size: SENTINEL, compressedSize: SENTINEL, extra: zip64(longPacked, 100) } }],
        records,
      ),
  },

  half("only-the-compressed-size-is-zip64", {
    ...readme,
    compressedSize: SENTINEL,
    extra: zip64(size),
    local: { compressedSize: size },
  }),
  half("only-the-size-is-zip64-and-the-extra-has-both", {
    ...readme,
    size: SENTINEL,
    extra: zip64(size, size),
    local: { size },
  }),
  half("only-the-size-is-zip64-and-the-local-header-has-none", {
    ...readme,
    size: SENTINEL,
    extra: zip64(size),
    local: { size },
  }),
  half("only-the-local-size-is-zip64", { ...readme, local: { size: SENTINEL, extra: zip64(size) } }),
  half("only-the-local-compressed-size-is-zip64", {
    ...readme,
    local: { compressedSize: SENTINEL, extra: zip64(size) },
  }),

  accepted("zip64-sizes-in-both-headers", ["Z3"], {
    ...wide,
    extra: zip64(size, size),
    local: { size: SENTINEL, compressedSize: SENTINEL, extra: zip64(size, size) },
  }),
  accepted("zip64-sizes-in-the-central-header-alone", ["Z3"], { ...wide, extra: zip64(size, size) }),
  accepted("zip64-sizes-in-the-local-header-alone", ["Z3"], wideLocally),
  accepted("zip64-sizes-repeated-though-not-asked-for", ["Z3"], {
    ...readme,
    extra: zip64(size, size),
    local: { extra: zip64(size, size) },
  }),
  accepted("zip64-extra-empty-and-not-asked-for", ["Z3"], { ...readme, extra: extraField(0x0001, bytes()) }),
  accepted("zip64-sizes-after-other-extra-fields", ["Z3"], {
    ...wide,
    extra: bytes(extraField(0x4444, hex("01 00 08 00 07 07 07 07")), zip64(size, size)),
  }),
  {
    what: "zip64-offset-alone",
    rows: ["Z3"],
    files: { "readme.txt": README_TEXT, "second.txt": README_TEXT },
    bytes: () => rawZip([readme, { ...second, needs: 45, localOffset: SENTINEL, extra: zip64(readmeEnd) }], records),
  },
  {
    what: "zip64-values-all-four",
    rows: ["Z3"],
    files: { "readme.txt": README_TEXT, "second.txt": README_TEXT },
    bytes: () =>
      rawZip(
        [
          readme,
          {
            ...second,
            needs: 45,
            size: SENTINEL,
            compressedSize: SENTINEL,
            localOffset: SENTINEL,
            disk: 0xffff,
            extra: extraField(0x0001, bytes(zip64(size, size, readmeEnd).subarray(4), u32(0))),
            local: { size, compressedSize: size },
          },
        ],
        records,
      ),
  },
  accepted("zip64-sizes-zero-locally-until-the-descriptor", ["Z3", "D1"], {
    ...readme,
    needs: 45,
    method: 8,
    flags: 8,
    local: { size: SENTINEL, compressedSize: SENTINEL, extra: zip64(0, 0) },
    after: descriptor(README_TEXT, deflated(README_TEXT), { signed: true, wide: true }),
  }),
];
