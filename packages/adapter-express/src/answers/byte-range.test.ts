// Are ranges read as RFC 9110 says?
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { byteRange } from "./byte-range.ts";

const part = (start: number, end: number) => ({ kind: "part", start, end });

describe("byteRange()", () => {
  test.for([
    ["bytes=0-0", part(0, 1)],
    ["bytes=0-", part(0, 10)],
    ["bytes=9-9", part(9, 10)],
    ["bytes=3-100", part(3, 10)],
    ["BYTES= 3-5 ", part(3, 6)],
    ["bytes=-1", part(9, 10)],
    ["bytes=-100", part(0, 10)],
    ["bytes=10-", { kind: "outside" }],
    ["bytes=99999999999999999999-", { kind: "outside" }],
    ["bytes=-0", { kind: "outside" }],
    ["bytes=5-4", { kind: "whole" }],
    ["bytes=-", { kind: "whole" }],
    ["bytes=1-2,4-5", { kind: "whole" }],
    ["bytes 1-2", { kind: "whole" }],
    ["pages=1-2", { kind: "whole" }],
    ["", { kind: "whole" }],
    [undefined, { kind: "whole" }],
  ] as const)("reads %j of ten bytes", ([header, expected]) => {
    expect(byteRange(header, 10)).toEqual(expected);
  });

  test.for(["bytes=0-", "bytes=0-0", "bytes=-1"])("finds nothing of %s in an empty file", (header) => {
    expect(byteRange(header, 0)).toEqual({ kind: "outside" });
  });

  test("never leaves the file, and is never empty, whatever is asked", () => {
    const number = fc.oneof(fc.constant(""), fc.nat().map(String), fc.bigInt({ min: 0n }).map(String));
    fc.assert(
      fc.property(number, number, fc.nat(), (first, last, size) => {
        const range = byteRange(`bytes=${first}-${last}`, size);
        if (range.kind === "part") expect(0 <= range.start && range.start < range.end && range.end <= size).toBe(true);
      }),
    );
  });
});
