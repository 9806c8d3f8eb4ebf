import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkPath } from "./check-path.ts";
import { isOrdinaryPath } from "./ordinary-path.ts";
import { DEFAULT_PATH_LIMITS } from "./path-limits.ts";

const LIMITS = DEFAULT_PATH_LIMITS;

describe("isOrdinaryPath()", () => {
  test.each([
    "a",
    "a/b.txt",
    "src/index.test.ts",
    ".gitignore",
    "a/.b/..c",
    "x-1_2+(3)/README",
    "C",
    "com",
    "connect.js",
  ])("takes %s", (path) => {
    expect(isOrdinaryPath(path, LIMITS)).toBe(true);
    expect(checkPath(path, LIMITS)).toEqual([]);
  });

  test.each(["", "/", "a//b", "a/", ".", "..", "a/../b", "a.", "con", "a/NUL.txt", "com1", "lpt9.x.y", "__proto__"])(
    "does not take %j, with which something is wrong",
    (path) => {
      expect(isOrdinaryPath(path, LIMITS)).toBe(false);
      expect(checkPath(path, LIMITS)).not.toEqual([]);
    },
  );

  test.each(["a b", "é", "a~1", "a\\b", "a:b", "a\u0000", "a\u007f", "\u{1F600}"])("leaves %j to the rules", (path) => {
    expect(isOrdinaryPath(path, LIMITS)).toBe(false);
  });

  test("holds the limits on bytes, depth and names", () => {
    expect(isOrdinaryPath("a/b", { maxPathBytes: 3, maxDepth: 2 })).toBe(true);
    expect(isOrdinaryPath("a/b", { maxPathBytes: 2, maxDepth: 2 })).toBe(false);
    expect(isOrdinaryPath("a/b", { maxPathBytes: 3, maxDepth: 1 })).toBe(false);
    expect(isOrdinaryPath("a".repeat(255), LIMITS)).toBe(true);
    expect(isOrdinaryPath("a".repeat(256), LIMITS)).toBe(false);
  });

  test("law: whatever it takes, no rule refuses", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "con",
        "COM1",
        "aux",
        "nul",
        "prn",
        "lpt0",
        "__proto__",
        "..",
        ".",
        "",
        " ",
        "~1",
        "a",
        "b.c",
        "x",
      ),
      fc.string({ unit: "binary-ascii", maxLength: 4 }),
    );
    const segment = fc.array(piece, { maxLength: 3 }).map((pieces) => pieces.join(""));
    const path = fc.array(segment, { maxLength: 5 }).map((segments) => segments.join("/"));
    const limits = fc.record({
      maxPathBytes: fc.integer({ min: 1, max: 30 }),
      maxDepth: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(path, limits, (path, limits) => {
        if (isOrdinaryPath(path, limits)) expect(checkPath(path, limits)).toEqual([]);
      }),
      { numRuns: 5000 },
    );
  });
});
