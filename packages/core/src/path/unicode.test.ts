import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { collisionKey, segmentKey } from "./collision-key.ts";
import { characterName, escapeForDisplay } from "./escape-for-display.ts";
import { foldCase } from "./fold-case.ts";
import { firstRefusedCharacter, isRefusedCharacter } from "./refused-character.ts";
import { UNICODE_VERSION } from "./unicode-tables.ts";

describe("isRefusedCharacter()", () => {
  test.each([
    [0x00, true],
    [0x1f, true],
    [0x20, false],
    [0x7e, false],
    [0x7f, true],
    [0x9f, true],
    [0xa0, false],
    [0xac, false],
    [0xad, true],
    [0xae, false],
    [0x378, true],
    [0x34f, true],
    [0x61c, true],
    [0x115f, true],
    [0x180b, false],
    [0x180e, true],
    [0x200a, false],
    [0x200b, true],
    [0x200f, true],
    [0x2010, false],
    [0x2028, true],
    [0x2029, true],
    [0x202a, true],
    [0x202f, false],
    [0x2060, true],
    [0x206f, true],
    [0x3164, true],
    [0xd7ff, true],
    [0xd800, true],
    [0xdfff, true],
    [0xe000, true],
    [0xf8ff, true],
    [0xf900, false],
    [0xfdd0, true],
    [0xfe0f, false],
    [0xfeff, true],
    [0xfffc, false],
    [0xfffd, true],
    [0xffff, true],
    [0x10000, false],
    [0x1f600, false],
    [0x20000, false],
    [0xe0001, true],
    [0xe0100, false],
    [0xf0000, true],
    [0x10ffff, true],
  ])("of U+%i is %s", (codePoint, refused) => {
    expect(isRefusedCharacter(codePoint)).toBe(refused);
  });

  test("refuses what later versions of Unicode added, whatever the engine knows", () => {
    expect(UNICODE_VERSION).toBe("15.1");
    for (const later of [0x897, 0x1c89, 0xa7cb, 0x10d40, 0x1fae9, 0x88f, 0xa7f1, 0x16ea0, 0x323b0]) {
      expect(isRefusedCharacter(later)).toBe(true);
    }
    for (const pinned of [0x889, 0x1c88, 0xa7ca, 0x1fae8, 0x2ebf0, 0x323af])
      expect(isRefusedCharacter(pinned)).toBe(false);
  });

  test("agrees with the engine on every character of the pinned version", () => {
    const pattern = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\uFFFD]/u;
    for (let codePoint = 0; codePoint < 0x3000; codePoint += 1) {
      if (pattern.test(String.fromCodePoint(codePoint))) expect(isRefusedCharacter(codePoint)).toBe(true);
    }
  });
});

test("`firstRefusedCharacter()` gives the first of several, or null", () => {
  expect(firstRefusedCharacter("a\u200Bb\u0000")).toBe(0x200b);
  expect(firstRefusedCharacter("😀\u{F0000}")).toBe(0xf0000);
  expect(firstRefusedCharacter("plain")).toBeNull();
  expect(firstRefusedCharacter("")).toBeNull();
});

describe("foldCase()", () => {
  test.each([
    ["AZaz09", "azaz09"],
    ["ÀÞ×", "àþ×"],
    ["ß", "ss"],
    ["ẞ", "ss"],
    ["ΣσΣς", "σσσσ"],
    ["İ", "i̇"],
    ["ﬃ", "ffi"],
    ["ŉ", "ʼn"],
    ["ᾳ", "αι"],
    ["ᾈ", "ἀι"],
    ["Ꭰ", "ꭰ"],
    ["𐐀", "𐐨"],
    ["Ǆǅǆ", "ǆǆǆ"],
    ["ſ", "s"],
    ["µ", "μ"],
    ["日本語-1", "日本語-1"],
  ])("makes %j to %j", (text, folded) => {
    expect(foldCase(text).normalize("NFC")).toBe(folded.normalize("NFC"));
  });

  test("makes upper and lower case one, for every character of the pinned version", () => {
    for (let codePoint = 0; codePoint <= 0x1ffff; codePoint += 1) {
      if (isRefusedCharacter(codePoint)) continue;
      const character = String.fromCodePoint(codePoint);
      const folded = foldCase(character);
      expect(foldCase(character.toLowerCase())).toBe(folded);
      expect(foldCase(folded)).toBe(folded);
    }
  });
});

describe("collisionKey()", () => {
  test.each([
    ["README.md", "readme.MD"],
    ["é", "e\u0301"],
    ["É", "e\u0301"],
    ["straße", "STRASSE"],
    ["ﬁle", "FILE"],
    ["①", "1"],
    ["Ａ", "a"],
    ["\u212B", "å"],
    ["K", "k"],
    ["❤\uFE0F", "❤"],
    ["a/B", "A/b"],
    ["각", "\u1100\u1161\u11A8"],
  ])("is one for %j and %j", (one, other) => {
    expect(collisionKey(one)).toBe(collisionKey(other));
  });

  test.each([
    ["a", "b"],
    ["a", "á"],
    ["a/b", "ab"],
    ["℀", "a/c"],
    ["o", "ø"],
    ["a b", "ab"],
    ["a-b", "a_b"],
  ])("differs for %j and %j", (one, other) => {
    expect(collisionKey(one)).not.toBe(collisionKey(other));
  });

  test("is made segment by segment", () => {
    expect(collisionKey("Ä/B/c")).toBe([segmentKey("Ä"), "b", "c"].join("\0"));
  });

  const text = fc.string({ unit: "grapheme", maxLength: 12 });

  test("does not change by upper case, lower case or any normal form", () => {
    fc.assert(
      fc.property(text, (name) => {
        if (firstRefusedCharacter(name) !== null) return;
        for (const form of ["NFC", "NFD", "NFKC", "NFKD"] as const) {
          expect(segmentKey(name.normalize(form))).toBe(segmentKey(name));
        }
        // U+0345 becomes a letter in upper case, and marks after it then belong to that letter: another text.
        if (name.normalize("NFD").includes("\u0345")) return;
        for (const other of [name.toLowerCase(), name.toUpperCase()]) {
          if (firstRefusedCharacter(other) === null) expect(segmentKey(other)).toBe(segmentKey(name));
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe("escapeForDisplay()", () => {
  test("leaves ordinary text as it is", () => {
    expect(escapeForDisplay("Größe 日本 😀/ok\\x")).toBe("Größe 日本 😀/ok\\x");
  });

  test("names each character that acts on a screen or is not seen", () => {
    expect(escapeForDisplay("\u001B[31m\u202Ea\u200B\uD800\n\u{E0001}")).toBe(
      "\\u{1B}[31m\\u{202E}a\\u{200B}\\u{D800}\\u{A}\\u{E0001}",
    );
  });

  test("cuts after 1024 units and says so", () => {
    expect(escapeForDisplay("a".repeat(1024))).toBe("a".repeat(1024));
    expect(escapeForDisplay("a".repeat(1025))).toBe("a".repeat(1024) + "…");
  });

  test("leaves nothing that names may not hold", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => firstRefusedCharacter(escapeForDisplay(text)) === null),
    );
  });

  test("`characterName()` writes a code point in upper-case hexadecimal", () => {
    expect(characterName(0xfeff)).toBe("\\u{FEFF}");
  });
});
