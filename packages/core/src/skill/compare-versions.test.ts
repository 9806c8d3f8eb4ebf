import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseVersion } from "../package/version.ts";
import type { Version } from "../package/version.ts";
import { compareVersions } from "./compare-versions.ts";

const read = (text: string): Version => {
  const version = parseVersion(text);
  if (version === null) throw new Error(`${text} is no version.`);
  return version;
};

/** From the specification of each, lowest first. */
const ORDERS = [
  [
    "1.0.0-alpha",
    "1.0.0-alpha.1",
    "1.0.0-alpha.beta",
    "1.0.0-beta",
    "1.0.0-beta.2",
    "1.0.0-beta.11",
    "1.0.0-rc.1",
    "1.0.0",
  ],
  [
    "1.0.dev1",
    "1.0a1",
    "1.0b1",
    "1.0b2",
    "1.0rc1",
    "1.0",
    "1.0.post1",
    "1.0.1.dev0",
    "1.0.1",
    "1.0.1.1",
    "1.1",
    "2",
    "10.0",
  ],
  ["1.0.0-1", "1.0.0-2", "1.0.0-10", "1.0.0-99999999999999999999", "1.0.0-a"],
];

const versions = fc
  .tuple(
    fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 4 }),
    fc.array(fc.constantFrom("0", "1", "10", "a", "rc", "dev"), { maxLength: 3 }),
    fc.option(fc.integer({ min: 0, max: 2 })),
  )
  .map(([numbers, preRelease, post]): Version => ({ numbers, preRelease, post: preRelease.length > 0 ? null : post }));

describe("compareVersions()", () => {
  test.each(ORDERS)("orders %s and what follows as its standard does", (...order) => {
    for (const [place, text] of order.entries()) {
      for (const [otherPlace, other] of order.entries()) {
        expect(Math.sign(compareVersions(read(text), read(other))), `${text} ${other}`).toBe(
          Math.sign(place - otherPlace),
        );
      }
    }
  });

  test("takes spellings of one version for equal", () => {
    for (const [one, other] of [
      ["1", "v1.0.0"],
      ["1.0rc1", "1.0.0-rc.1"],
      ["1.0.0+a", "1.0.0+b"],
    ] as const) {
      expect(compareVersions(read(one), read(other))).toBe(0);
    }
  });

  test("is an order: antisymmetric and transitive", () => {
    fc.assert(
      fc.property(versions, versions, versions, (a, b, c) => {
        expect(Math.sign(compareVersions(a, b))).toBe(-Math.sign(compareVersions(b, a)) + 0);
        const [low, middle, high] = [a, b, c].toSorted(compareVersions);
        if (low === undefined || middle === undefined || high === undefined) return;
        expect(compareVersions(low, high)).toBeLessThanOrEqual(0);
      }),
    );
  });
});
