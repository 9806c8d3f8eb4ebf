import fc from "fast-check";
import { expect, test } from "vitest";
import { iso } from "./iso.ts";

const YEAR_0 = Date.UTC(2000, 0, 1) - 2000 * 365.2425 * 86_400_000;
const LAST_OF_9999 = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

test("law: `iso()` writes what `Date` writes, from the year 1 to the year 9999", () => {
  fc.assert(
    fc.property(fc.integer({ min: YEAR_0 + 400 * 86_400_000, max: LAST_OF_9999 }), (at) => {
      expect(iso(at)).toBe(new Date(at).toISOString());
    }),
    { numRuns: 5000 },
  );
});

test("`iso()` knows every day of four hundred years, leap days and centuries too", () => {
  for (let at = Date.UTC(1900, 0, 1); at < Date.UTC(2300, 0, 1); at += 86_400_000) {
    if (iso(at) !== new Date(at).toISOString()) expect(iso(at)).toBe(new Date(at).toISOString());
  }
  expect(iso(Date.UTC(2000, 1, 29))).toBe("2000-02-29T00:00:00.000Z");
  expect(iso(Date.UTC(2100, 2, 1) - 1)).toBe("2100-02-28T23:59:59.999Z");
});

test("`iso()` drops what is below a millisecond", () => {
  expect(iso(1.9)).toBe("1970-01-01T00:00:00.001Z");
});
