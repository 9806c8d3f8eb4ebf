import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { excerptOf, linesOf } from "./excerpt.ts";

describe("linesOf()", () => {
  test("ends lines with LF, CRLF or CR", () => {
    expect(linesOf("a\nb\r\nc\rd\n")).toEqual(["a", "b", "c", "d", ""]);
  });
});

describe("excerptOf()", () => {
  test("gives a short line whole", () => {
    expect(excerptOf(["a", "name: x"], 2, 7)).toEqual({
      line: 2,
      text: "name: x",
      caret: 6,
      cutBefore: false,
      cutAfter: false,
    });
  });

  test("has no caret without a column, and puts it at the end when the line is shorter", () => {
    expect(excerptOf(["abc"], 1, null)).toMatchObject({ text: "abc", caret: null });
    expect(excerptOf(["abc"], 1, 99)).toMatchObject({ text: "abc", caret: 3 });
  });

  test("gives nothing for a line that the file does not have", () => {
    expect(excerptOf(["abc"], 2, 1)).toBeNull();
  });

  test("cuts a long line around the caret, and no character in half: law", () => {
    const line = fc.string({ unit: fc.constantFrom("a", "本", "💩"), minLength: 1, maxLength: 900, size: "max" });
    fc.assert(
      fc.property(line, fc.nat(1000), (whole, place) => {
        const at = Math.min(place, whole.length - 1);
        const excerpt = excerptOf([whole], 1, at + 1);
        expect(excerpt?.text.isWellFormed()).toBe(true);
        expect(excerpt?.text.length).toBeLessThanOrEqual(400);
        expect(excerpt?.text.charCodeAt(excerpt.caret ?? -1)).toBe(whole.charCodeAt(at));
        expect(excerpt?.cutBefore || excerpt?.cutAfter).toBe(excerpt?.text !== whole);
      }),
    );
  });
});
