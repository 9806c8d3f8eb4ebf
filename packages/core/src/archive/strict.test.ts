import { describe, expect, test } from "vitest";
import { rawZip, unicodeName } from "../../../../test-fixtures/archives/raw-zip.ts";
import { bufferSource } from "../bytes/buffer-source.ts";
import { A, judge, LIMITS } from "../testing/judge-archive.ts";
import { readArchiveSync } from "./read-archive.ts";

const LATIN = Uint8Array.of(0xe4, 0x2e, 0x74);

describe("readArchiveSync() when strict", () => {
  test.each([
    ["ARCHIVE_PADDING_DROPPED", null, rawZip([A], { tail: new Uint8Array(9) })],
    ["ARCHIVE_NAME_FLAG_MISSING", "ä", rawZip([{ name: "ä" }])],
    ["ARCHIVE_BACKSLASH_REPLACED", null, rawZip([{ name: "d\\a", host: 0 }])],
    ["ARCHIVE_DOT_SEGMENT_DROPPED", null, rawZip([{ name: "./a" }])],
    [
      "ARCHIVE_NAME_FROM_EXTRA",
      "ä.t",
      rawZip([{ name: LATIN, extra: unicodeName("ä.t", LATIN), local: { extra: unicodeName("ä.t", LATIN) } }]),
    ],
  ])("refuses with %s what it otherwise normalises", (code, entry, archive) => {
    expect(judge(archive)).toMatchObject({ verdict: "accepted", normalisations: [{ code, entry }] });
    const strict = readArchiveSync(bufferSource(archive), LIMITS, { strict: true });
    expect(strict).toMatchObject({ verdict: "refused", problems: [{ code, entry, severity: "error" }] });
  });

  test("still accepts what nobody reads differently", () => {
    const junk = { name: ".DS_Store", attributes: 0o104755 * 0x10000 };
    const verdict = readArchiveSync(bufferSource(rawZip([A, junk])), LIMITS, { strict: true });
    expect(verdict).toMatchObject({ verdict: "accepted", normalisations: [{ code: "ARCHIVE_JUNK_DROPPED" }] });
  });

  test("says why in a sentence", () => {
    const strict = readArchiveSync(bufferSource(rawZip([{ name: "ä" }])), LIMITS, { strict: true });
    expect(strict).toMatchObject({
      problems: [{ message: 'Cannot read the entry "ä" strictly: The name is UTF-8, which the entry does not say.' }],
    });
  });
});
