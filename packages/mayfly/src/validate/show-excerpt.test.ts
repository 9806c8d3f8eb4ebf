import { stripVTControlCharacters, styleText } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { excerptOf } from "./excerpt.ts";
import { showExcerpt } from "./show-excerpt.ts";

const plain = (_: unknown, text: string): string => text;

function shown(line: string, column: number | null = 1): readonly string[] {
  const excerpt = excerptOf([line], 1, column);
  return excerpt === null ? [] : showExcerpt(excerpt, plain);
}

describe("showExcerpt()", () => {
  test("puts a caret below the column", () => {
    expect(shown('  "id": 7', 9)).toEqual(['1 |   "id": 7', "  |         ^"]);
    expect(shown("", 1)).toEqual(["1 |", "  | ^"]);
    expect(shown("abc", null)).toEqual(["1 | abc"]);
  });

  test("makes room for tabs, wide characters, marks and emoji", () => {
    expect(shown("\t\tx", 3)).toEqual(["1 |         x", "  |         ^"]);
    expect(shown("日本x", 3)).toEqual(["1 | 日本x", "  |     ^"]);
    expect(shown("e\u0301x", 3)).toEqual(["1 | e\u0301x", "  |  ^"]);
    expect(shown("💩x", 3)).toEqual(["1 | 💩x", "  |   ^"]);
  });

  test("shows what would act on a terminal or on the reader as its code", () => {
    expect(shown("\u001B[31m\u202Ex", 7)).toEqual(["1 | \\u{1B}[31m\\u{202E}x", "  |                   ^"]);
    expect(shown("\uFEFF{", 2)).toEqual(["1 | \\u{FEFF}{", "  |         ^"]);
  });

  test("cuts a long line around the caret", () => {
    const [source = "", caret = ""] = shown(`${"a".repeat(500)}X${"b".repeat(500)}`, 501);
    expect(source).toMatch(/^1 \| … a+Xb+ …$/);
    expect(source.length).toBeLessThan(110);
    expect(caret.indexOf("^")).toBe(source.indexOf("X"));
  });

  test("never shows a control character, and the caret stays near the line: law", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 600 }), fc.integer({ min: 1, max: 700 }), (line, column) => {
        const lines = shown(line.replaceAll(/[\r\n]/g, ""), column);
        expect(lines.join("")).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2066-\u2069]/);
        expect(lines[1]?.length).toBeLessThan(120);
      }),
    );
  });

  test("paints the number and the caret alone", () => {
    const excerpt = excerptOf(["abc"], 1, 2);
    const lines =
      excerpt === null ? [] : showExcerpt(excerpt, (style, text) => styleText(style, text, { validateStream: false }));
    expect(lines.map(stripVTControlCharacters)).toEqual(["1 | abc", "  |  ^"]);
    expect(lines[1]).toContain("\u001B[31m^");
  });
});
