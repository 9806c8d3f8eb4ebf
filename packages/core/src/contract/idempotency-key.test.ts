import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseIdempotencyKey } from "./idempotency-key.ts";

const UUID = "8e03978e-40d5-43dd-bc93-6894a57f9324";

describe("`parseIdempotencyKey()`", () => {
  test.each([
    [undefined, null],
    [`"${UUID}"`, UUID],
    [UUID, UUID],
    [`  "${UUID}"  `, UUID],
    ['"a, b; c"', "a, b; c"],
    [String.raw`"say \"hi\" \\"`, String.raw`say "hi" \ `.trim()],
    ["KG5LxwFBepaKHyUD/==", "KG5LxwFBepaKHyUD/=="],
    [`"${"x".repeat(255)}"`, "x".repeat(255)],
    ["x".repeat(255), "x".repeat(255)],
  ])("reads %s", (value, key) => {
    expect(parseIdempotencyKey(value)._unsafeUnwrap()).toBe(key);
  });

  test.each([
    "",
    "   ",
    '""',
    `"${"x".repeat(256)}"`,
    "x".repeat(256),
    `"${UUID}", "${UUID}"`,
    `${UUID}, ${UUID}`,
    `"${UUID}`,
    `${UUID}"`,
    `"a"b"`,
    String.raw`"a\b"`,
    `"${UUID}";a=1`,
    "a b",
    "schlüssel",
    '"schlüssel"',
    "a\tb",
    "a\u0000b",
  ])("refuses %j", (value) => {
    expect(parseIdempotencyKey(value)._unsafeUnwrapErr().code).toBe("REQUEST_KEY_INVALID");
  });

  test("law: any printable ASCII that is written as a string comes back as it was", () => {
    const text = fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 255 });
    fc.assert(
      fc.property(text, (key) => {
        const written = `"${key.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
        expect(parseIdempotencyKey(written)._unsafeUnwrap()).toBe(key);
      }),
    );
  });
});
