import { crc32 } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tableCrc32 } from "./crc32.ts";

describe("tableCrc32.crc32()", () => {
  test("gives the check value of the standard", () => {
    expect(tableCrc32.crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
    expect(tableCrc32.crc32(new Uint8Array(0))).toBe(0);
  });

  test("agrees with zlib, whole and in two steps", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(200), (bytes, cut) => {
        const first = tableCrc32.crc32(bytes.subarray(0, cut));
        expect(tableCrc32.crc32(bytes)).toBe(crc32(bytes));
        expect(tableCrc32.crc32(bytes.subarray(cut), first)).toBe(crc32(bytes));
      }),
    );
  });
});
