// Can a file name be anything but a file name in the header that carries it?
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attachment } from "./attachment.ts";

/** Any character, halves of surrogate pairs among them. */
const character = fc.oneof(fc.nat(0x7f), fc.nat(0xffff), fc.nat(0x10ffff)).map((code) => String.fromCodePoint(code));

describe("attachment()", () => {
  test.for([
    ["report.md", 'attachment; filename="report.md"'],
    ["a b;c.md", 'attachment; filename="a b;c.md"'],
    ['a"b\\c.md', `attachment; filename="a_b_c.md"; filename*=UTF-8''a%22b%5Cc.md`],
    ["Größe.csv", `attachment; filename="Gr__e.csv"; filename*=UTF-8''Gr%C3%B6%C3%9Fe.csv`],
    ["100%.txt", `attachment; filename="100_.txt"; filename*=UTF-8''100%25.txt`],
    ["é(1)*'.txt", `attachment; filename="_(1)*'.txt"; filename*=UTF-8''%C3%A9%281%29%2A%27.txt`],
  ] as const)("writes %s", ([name, expected]) => {
    expect(attachment(name)).toBe(expected);
  });

  test("stays one header of printable ASCII whose name comes back, for any name", () => {
    fc.assert(
      fc.property(fc.string({ unit: character }), (name) => {
        const header = attachment(name);
        expect(header).toMatch(/^attachment; filename="[^"\\]*"(; filename\*=UTF-8''[!#$&+.^_`|~%0-9A-Za-z-]*)?$/);
        expect(header).toMatch(/^[\x20-\x7e]*$/);
        const [, extended] = header.split("filename*=UTF-8''");
        if (extended !== undefined) expect(decodeURIComponent(extended)).toBe(name.toWellFormed());
      }),
    );
  });
});
