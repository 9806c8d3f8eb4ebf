// Are entity tags compared as RFC 9110 says?
import { describe, expect, test } from "vitest";
import { allowsRange, namesTag } from "./entity-tag.ts";

describe("namesTag()", () => {
  test.for([`"a"`, `W/"a"`, `"b", "a"`, `"b","a"`, `W/"b", W/"a"`, " * "])("finds the tag in %s", (header) => {
    expect(namesTag(header, '"a"')).toBe(true);
  });
  test.for([undefined, "", `"b"`, "a", `"A"`, `"ab"`, `"b, a"`])("does not find it in %s", (header) => {
    expect(namesTag(header, '"a"')).toBe(false);
  });
});

describe("allowsRange()", () => {
  test("asks for exactly this strong tag, or for nothing", () => {
    expect([undefined, '"a"', ' "a" '].map((header) => allowsRange(header, '"a"'))).toEqual([true, true, true]);
    expect(['W/"a"', '"b"', "Mon, 23 Nov 2026 01:15:22 GMT", ""].some((header) => allowsRange(header, '"a"'))).toBe(
      false,
    );
  });
});
