import { performance } from "node:perf_hooks";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matchesPattern } from "./artifact-pattern.ts";

describe("matchesPattern()", () => {
  test.each([
    ["report.md", ["report.md"], ["xreport.md", "report.mdx", "a/report.md", "reportxmd", ""]],
    ["charts/*.svg", ["charts/a.svg", "charts/.svg"], ["charts/a/b.svg", "charts/a.png", "a.svg"]],
    ["*", ["a", "b.c"], ["a/b"]],
    ["**", ["a", "a/b/c"], []],
    ["**/*.csv", ["a.csv", "x/a.csv", "x/y/a.csv"], ["acsv", "a.csv/x"]],
    ["a/**/b", ["a/b", "a/x/b", "a/x/y/b"], ["ab", "a/xb", "xa/b"]],
    ["a/**", ["a/b", "a/b/c", "a/"], ["a", "b/a"]],
    ["a**b", ["ab", "axb", "a/x/b"], ["a", "b"]],
    ["x*y*z", ["xyz", "x1y2z", "xyyzz"], ["xz", "x/yz"]],
    ["é*", ["é", "éa"], ["e"]],
  ])("%s", (pattern, matching, others) => {
    for (const path of matching) expect(matchesPattern(pattern, path), path).toBe(true);
    for (const path of others) expect(matchesPattern(pattern, path), path).toBe(false);
  });

  test("agrees with the regular expression that says the same", () => {
    const piece = fc.constantFrom("a", "b", "/", "*");
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 8 }),
        fc.array(fc.constantFrom("a", "b", "/"), { maxLength: 8 }),
        (pattern, path) => {
          const text = pattern.join("");
          const source = text.replaceAll(/(?<=^|\/)\*\*\/|\*+/g, (stars) =>
            stars === "*" ? "[^/]*" : stars === "**/" ? "(?:.*/)?" : ".*",
          );
          expect(matchesPattern(text, path.join(""))).toBe(new RegExp(`^${source}$`).test(path.join("")));
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("takes no longer for many stars", () => {
    const start = performance.now();
    expect(matchesPattern(`${"*a".repeat(100)}b`, "a".repeat(500))).toBe(false);
    expect(performance.now() - start).toBeLessThan(500);
  });
});
