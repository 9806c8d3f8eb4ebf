import { describe, expect, test } from "vitest";
import { A, judge, outcome, SIGNATURES } from "../testing/judge-archive.ts";
import {
  bytes,
  descriptor,
  extraField,
  rawZip,
  toBytes,
  type RawEntry,
} from "../../../../test-fixtures/archives/raw-zip.ts";

describe("readArchiveSync() reads data descriptors (zip D1, D2)", () => {
  const data = toBytes("hello");
  const forms = [true, false].flatMap((signed) => [true, false].map((wide) => ({ signed, wide })));

  test.each(forms)("in the form %j", (form) => {
    const streamed = { ...A, flags: 8, after: descriptor("hello", data, form) };
    expect(outcome(rawZip([streamed, { name: "b" }]))).toEqual(["accepted", "a.txt", "b"]);
    const known = { ...streamed, local: { size: 5, compressedSize: 5, crc32: 0x3610a686 } };
    expect(outcome(rawZip([known]))).toEqual(["accepted", "a.txt"]);
    const wrongLocal = { ...streamed, local: { size: 6 } };
    expect(outcome(rawZip([wrongLocal]))).toEqual(["ARCHIVE_LOCAL_SIZES_DIFFER a.txt"]);
    for (const place of streamed.after.keys()) {
      const after = Uint8Array.from(streamed.after);
      after[place] = (after[place] ?? 0) ^ 1;
      expect(outcome(rawZip([{ ...streamed, after }]))).toEqual(["ARCHIVE_DESCRIPTOR_INVALID a.txt"]);
    }
    expect(outcome(rawZip([{ ...streamed, after: bytes(streamed.after, Uint8Array.of(0)) }]))).toEqual([
      "ARCHIVE_DESCRIPTOR_INVALID a.txt",
    ]);
    expect(outcome(rawZip([{ ...streamed, after: streamed.after.subarray(1) }]))).toEqual([
      "ARCHIVE_DESCRIPTOR_INVALID a.txt",
    ]);
  });

  test("and refuses an entry without the one that it announces", () => {
    expect(outcome(rawZip([{ ...A, flags: 8 }]))).toEqual(["ARCHIVE_DESCRIPTOR_INVALID a.txt"]);
    expect(outcome(rawZip([{ ...A, flags: 8, after: new Uint8Array(100) }]))).toEqual([
      "ARCHIVE_DESCRIPTOR_INVALID a.txt",
    ]);
  });

  test("with local zip64 extras that hold zero", () => {
    const local = { size: 0xffffffff, compressedSize: 0xffffffff, extra: extraField(1, new Uint8Array(16)) };
    const entry = {
      ...A,
      method: 8,
      flags: 8,
      local,
      after: descriptor("hello", rawDeflated("hello"), { signed: true, wide: true }),
    };
    expect(outcome(rawZip([entry]))).toEqual(["accepted", "a.txt"]);
  });

  test.each([...SIGNATURES, Uint8Array.of(0x50, 0x4b, 5, 6)])(
    "and refuses the signature %o in stored data of unstated length",
    (signature) => {
      const text = new TextDecoder().decode(signature);
      const signed = { signed: true, wide: false };
      for (const at of [0, 1, 65_533, 65_534, 65_535, 65_536, 100_000]) {
        const content = `${"x".repeat(at)}${text}${"y".repeat(10)}`;
        const entry: RawEntry = { name: "a", content, flags: 8, after: descriptor(content, toBytes(content), signed) };
        expect(outcome(rawZip([entry])), `at ${at}`).toEqual(["ARCHIVE_DESCRIPTOR_AMBIGUOUS a"]);
        const told = { ...entry, local: { compressedSize: content.length } };
        expect(outcome(rawZip([told]))).toEqual(["accepted", "a"]);
      }
    },
  );

  test("and lets through what only resembles a signature", () => {
    const content = "PK PK\u0003 PPKK\u0003\u0004 PK\u0004\u0003PK";
    const after = descriptor(content, toBytes(content), { signed: true, wide: false });
    expect(outcome(rawZip([{ name: "a", content, flags: 8, after }]))).toEqual(["accepted", "a"]);
  });
});

function rawDeflated(content: string): Uint8Array {
  const archive = rawZip([{ name: "x", content, method: 8 }]);
  const verdict = judge(archive);
  if (verdict.verdict === "refused") throw new Error("The fixture is refused");
  const [entry] = verdict.entries;
  return archive.subarray(31, 31 + (entry?.compressedSize ?? 0));
}
