import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { withoutLongRepeats } from "./long-repeats.ts";
import { compilePattern } from "./pattern.ts";

const matches = (source: string, text: string) => compilePattern(source)._unsafeUnwrap().test(text);

describe("compilePattern()", () => {
  test("matches as RegExp does, anywhere in the text", () => {
    const sources = [
      "^a+$",
      "b",
      "^[\\w-]+$",
      "\\u00e9",
      "^\\p{L}+$",
      "^\\p{Script=Greek}+$",
      "^[A-Z]{2,4}$",
      "^(?:a|bc)*$",
      "^\\d{4}-\\d\\d$",
      "\\bfoo\\b",
    ];
    const texts = fc.constantFrom(
      "",
      "a",
      "aaa",
      "b",
      "é",
      "αβγ",
      "AB",
      "ABCDE",
      "abcbca",
      "2020-01",
      "a foo b",
      "x-y_z",
    );
    fc.assert(
      fc.property(fc.constantFrom(...sources), texts, (source, text) => {
        expect(matches(source, text)).toBe(new RegExp(source, "u").test(text));
      }),
    );
  });

  test("takes no longer for a pattern that backtracks", () => {
    expect(matches("^(a+)+$", `${"a".repeat(100_000)}!`)).toBe(false);
  });

  test.each(["(?=a)b", "(?<!a)b", "(a)\\1", "(a", "x{20000}", "(x{1000}){1000}", "a".repeat(4097)])(
    "refuses %s",
    (source) => {
      expect(compilePattern(source).isErr()).toBe(true);
    },
  );
});

describe("withoutLongRepeats()", () => {
  test.each([
    ["^[+-]?[0-9]{1,1234}$", ["1", "1".repeat(1234), "1".repeat(1235), ""]],
    ["^.{2000}$", ["a".repeat(2000), "a".repeat(1999), "a".repeat(2001)]],
    ["^(ab|c){1500,}$", ["ab".repeat(1500), "c".repeat(1499), "c".repeat(3000)]],
    ["^\\u00e9{0,1200}$", ["é".repeat(1200), "é".repeat(1201), ""]],
    ["^[\\]x]{1,2000}?y$", ["]xxy", "y", "zy"]],
    ["^a(b{1200}c)d$", [`a${"b".repeat(1200)}cd`, "abcd"]],
    ["^\\u{61}{1001}$", ["a".repeat(1001), "a".repeat(1000)]],
  ])("keeps the meaning of %s", (source, texts) => {
    for (const text of texts) expect(matches(source, text)).toBe(new RegExp(source, "u").test(text));
    expect(withoutLongRepeats(source)).not.toBe(source);
  });

  test("leaves short repeats as they are", () => {
    expect(withoutLongRepeats("^a{1,1000}[b{2000]c{3}$")).toBe("^a{1,1000}[b{2000]c{3}$");
  });
});
