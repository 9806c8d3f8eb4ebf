import { describe, expect, test } from "vitest";
import { parseBytes, parseCount, parseDuration, parseHosts, parseOneOf, parseOrigins, parseText } from "./units.ts";

describe("parseDuration()", () => {
  test.each([
    ["250ms", 250],
    ["90s", 90_000],
    ["15m", 900_000],
    ["24h", 86_400_000],
    ["7d", 604_800_000],
    ["3653d", 315_619_200_000],
  ])("reads %s as %d milliseconds", (text, ms) => {
    expect(parseDuration(text).unwrapOr(null)).toBe(ms);
  });

  test.each(["", "0s", "90", "s", "1.5h", "-1s", "1w", " 1s", "3654d", "99999999999999s"])(
    "refuses %j with an example",
    (text) => {
      expect(parseDuration(text)._unsafeUnwrapErr()).toContain("`15m`");
    },
  );
});

describe("parseBytes()", () => {
  test.each([
    ["1", 1],
    ["1024", 1024],
    ["3KiB", 3072],
    ["20MiB", 20_971_520],
    ["1GiB", 1_073_741_824],
  ])("reads %s as %d bytes", (text, bytes) => {
    expect(parseBytes(text).unwrapOr(null)).toBe(bytes);
  });

  test.each(["", "0", "0MiB", "20MB", "1.5GiB", "-1", "999999999999999GiB"])("refuses %j with an example", (text) => {
    expect(parseBytes(text)._unsafeUnwrapErr()).toContain("`20MiB`");
  });
});

describe("parseCount()", () => {
  test("takes both ends of its range and nothing beyond", () => {
    const parse = parseCount(2, 5);
    expect(["1", "2", "5", "6"].map((text) => parse(text).unwrapOr(null))).toEqual([null, 2, 5, null]);
    expect(parse("x")._unsafeUnwrapErr()).toBe("a whole number from 2 to 5");
    expect(parse("2.5").isErr()).toBe(true);
  });
});

describe("parseOneOf()", () => {
  test("takes a name of the list and names the list otherwise", () => {
    const parse = parseOneOf(["on", "off"]);
    expect(parse("on").unwrapOr(null)).toBe("on");
    expect(parse("On")._unsafeUnwrapErr()).toBe("one of `on`, `off`");
  });
});

describe("parseText(), parseHosts() and parseOrigins()", () => {
  test("refuse what is empty", () => {
    expect(parseText(" ").isErr()).toBe(true);
    expect(parseText("a").unwrapOr(null)).toBe("a");
    expect(parseHosts("a, b").unwrapOr(null)).toEqual(["a", "b"]);
    expect(parseOrigins("https://a, http://b:1/").unwrapOr(null)).toEqual(["https://a", "http://b:1/"]);
    for (const text of ["", "a,,b", " "])
      expect([parseHosts(text).isErr(), parseOrigins(text).isErr()]).toEqual([true, true]);
  });
});
