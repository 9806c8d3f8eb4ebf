// Which names are not UTF-8, or are told in two ways? (zip N1-N3)
import type { ArchiveFixture, RefusedFixture } from "../archive-fixture.ts";
import { bytes, hex, toBytes, u16 } from "../bytes.ts";
import { extraField, unicodeName } from "../extra-fields.ts";
import type { RawEntry } from "../raw-entry.ts";
import { rawZip } from "../raw-zip.ts";
import { named, README_TEXT } from "../readme.ts";

const UTF8_FLAG = 1 << 11;
/** The name in the encoding of old DOS machines, in which `ï` is one byte. */
const cp437 = hex("6e 61 8b 76 65 2e 74 78 74");
const NAME = "naïve.txt";

function refused(code: RefusedFixture["code"], row: string, what: string, entry: RawEntry): ArchiveFixture {
  return { code, what, rows: [row], bytes: () => rawZip([entry]) };
}

/** Under `name` in both headers, each with its own Unicode name field. */
function inBoth(name: string | Uint8Array, extra: Uint8Array, local = extra): RawEntry {
  return { ...named(name), extra, local: { extra: local } };
}

function notUtf8(what: string, name: Uint8Array): ArchiveFixture {
  return refused("ARCHIVE_NAME_NOT_UTF8", "N1", what, { ...named(name), flags: UTF8_FLAG });
}

function contradiction(what: string, entry: RawEntry): ArchiveFixture {
  return refused("ARCHIVE_UNICODE_NAME_CONTRADICTION", "N3", what, entry);
}

const SCRIPTS = [
  "Grüße.txt",
  "русский.txt",
  "ελληνικά.txt",
  "日本語.txt",
  "한국어.txt",
  "العربية.txt",
  "עברית.txt",
  "हिन्दी.txt",
  "ไทย.txt",
  "emoji-😀.txt",
  "rare-𠮷.txt",
  "heart-❤️.txt",
];

export const names: readonly ArchiveFixture[] = [
  refused("ARCHIVE_NAME_NOT_UTF8", "N1", "name-in-cp437", named(cp437)),
  refused("ARCHIVE_NAME_NOT_UTF8", "N1", "name-in-cp437-from-windows", { ...named(cp437), host: 0 }),
  refused("ARCHIVE_NAME_NOT_UTF8", "N1", "name-in-latin-1", named(hex("6e 61 ef 76 65 2e 74 78 74"))),
  refused("ARCHIVE_NAME_NOT_UTF8", "N1", "name-in-shift-jis", named(hex("93 fa 96 7b 2e 74 78 74"))),
  notUtf8("name-said-to-be-utf-8-in-latin-1", hex("6e 61 ef 76 65 2e 74 78 74")),
  notUtf8("overlong-slash", bytes(toBytes("a"), hex("c0 af"), toBytes("b"))),
  notUtf8("overlong-dots", bytes(hex("c0 ae c0 ae"), toBytes("/evil"))),
  notUtf8("overlong-slash-in-three-bytes", bytes(toBytes("a"), hex("e0 80 af"), toBytes("b"))),
  notUtf8("overlong-zero", bytes(toBytes("a.txt"), hex("c0 80"), toBytes(".exe"))),
  notUtf8("half-a-surrogate-pair", bytes(toBytes("a"), hex("ed a0 80"))),
  notUtf8("a-surrogate-pair-as-six-bytes", bytes(toBytes("a"), hex("ed a0 bd ed b8 80"))),
  notUtf8("a-code-point-above-the-last", bytes(toBytes("a"), hex("f4 90 80 80"))),
  notUtf8("a-sequence-cut-off", bytes(toBytes("a"), hex("e6 97"))),
  notUtf8("a-continuation-byte-alone", bytes(toBytes("a"), hex("97"), toBytes("b"))),
  notUtf8("a-name-in-utf-16", bytes(hex("ff fe"), u16(0x61))),
  refused("ARCHIVE_NAME_NOT_UTF8", "N1", "unicode-name-of-another-version", inBoth(cp437, unicodeName(NAME, cp437, 2))),
  refused("ARCHIVE_NAME_NOT_UTF8", "N1", "unicode-name-with-a-wrong-checksum", inBoth(cp437, unicodeName(NAME, NAME))),
  refused("ARCHIVE_NAME_NOT_UTF8", "N1", "unicode-name-that-is-not-utf-8", inBoth(cp437, unicodeName(cp437, cp437))),
  refused(
    "ARCHIVE_NAME_NOT_UTF8",
    "N1",
    "unicode-name-of-four-bytes",
    inBoth(cp437, extraField(0x7075, hex("01 00 00 00"))),
  ),
  refused("ARCHIVE_NAME_NOT_UTF8", "N1", "unicode-name-in-the-local-header-only", {
    ...named(cp437),
    local: { extra: unicodeName(NAME, cp437) },
  }),

  {
    what: "name-from-its-unicode-name-field",
    rows: ["N1"],
    notes: ["ARCHIVE_NAME_FROM_EXTRA"],
    files: { [NAME]: README_TEXT },
    bytes: () => rawZip([inBoth(cp437, unicodeName(NAME, cp437))]),
  },
  {
    what: "utf-8-without-saying-so",
    rows: ["N2"],
    notes: ["ARCHIVE_NAME_FLAG_MISSING"],
    files: { [NAME]: README_TEXT, "日本語.txt": README_TEXT },
    bytes: () => rawZip([named(NAME), named("日本語.txt")]),
  },
  {
    what: "utf-8-without-saying-so-and-the-unicode-name-says-the-same",
    rows: ["N2", "N3"],
    notes: ["ARCHIVE_NAME_FLAG_MISSING"],
    files: { [NAME]: README_TEXT },
    bytes: () => rawZip([inBoth(NAME, unicodeName(NAME, NAME))]),
  },
  {
    what: "utf-8-by-flag-in-many-scripts",
    rows: ["N2"],
    files: Object.fromEntries(SCRIPTS.map((name) => [name, README_TEXT])),
    bytes: () => rawZip(SCRIPTS.map((name) => ({ ...named(name), flags: UTF8_FLAG }))),
  },
  {
    what: "unicode-name-in-one-header-only-that-says-the-same",
    rows: ["N3"],
    files: { "readme.txt": README_TEXT, "second.txt": README_TEXT },
    bytes: () =>
      rawZip([
        { ...named("readme.txt"), extra: unicodeName("readme.txt", "readme.txt") },
        { ...named("second.txt"), local: { extra: unicodeName("second.txt", "second.txt") } },
      ]),
  },
  {
    what: "unicode-name-that-says-the-same-as-ascii",
    rows: ["N3"],
    files: { "readme.txt": README_TEXT },
    bytes: () => rawZip([inBoth("readme.txt", unicodeName("readme.txt", "readme.txt"))]),
  },

  contradiction(
    "unicode-name-is-another-than-the-ascii-name",
    inBoth("readme.txt", unicodeName("evil.exe", "readme.txt")),
  ),
  contradiction("unicode-name-is-another-than-the-utf-8-name", {
    ...inBoth(NAME, unicodeName("naive.txt", NAME)),
    flags: UTF8_FLAG,
  }),
  contradiction("unicode-name-leads-out", inBoth("readme.txt", unicodeName("../readme.txt", "readme.txt"))),
  contradiction("unicode-name-is-a-folder", inBoth("docs", unicodeName("docs/", "docs"))),
  contradiction("unicode-name-is-empty", inBoth("readme.txt", unicodeName("", "readme.txt"))),
  contradiction(
    "unicode-name-of-another-version-beside-ascii",
    inBoth("readme.txt", unicodeName("readme.txt", "readme.txt", 2)),
  ),
  contradiction(
    "unicode-name-with-a-wrong-checksum-beside-ascii",
    inBoth("readme.txt", unicodeName("readme.txt", "other.txt")),
  ),
  contradiction("unicode-name-with-zeros-after-it", inBoth("readme.txt", unicodeName("readme.txt\0", "readme.txt"))),
  contradiction(
    "unicode-names-differ-between-headers-and-are-of-one-length",
    inBoth(cp437, unicodeName(NAME, cp437), unicodeName("naivee.txt", cp437)),
  ),
  contradiction(
    "unicode-names-differ-between-headers",
    inBoth(cp437, unicodeName(NAME, cp437), unicodeName("evil.exe", cp437)),
  ),
  contradiction("unicode-name-missing-locally-and-the-name-is-not-utf-8", {
    ...named(cp437),
    extra: unicodeName(NAME, cp437),
  }),
  contradiction("unicode-name-in-the-local-header-is-another", {
    ...named("readme.txt"),
    local: { extra: unicodeName("evil.exe", "readme.txt") },
  }),
];
