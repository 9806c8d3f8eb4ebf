import { expect, test } from "vitest";
import { nearestName } from "./nearest-name.ts";

test.each([
  ["engine", "engines"],
  ["engiens", "engines"],
  ["ENGINES", "engines"],
  ["artefacts", "artifacts"],
  ["schema", "schemas"],
  ["idd", "id"],
])("`nearestName()` finds what %s was meant to be", (name, expected) => {
  expect(nearestName(name, ["id", "engines", "artifacts", "schemas", "runtime"])).toBe(expected);
});

test("`nearestName()` finds nothing for a name that is like no other", () => {
  expect(nearestName("foo", ["engines", "id"])).toBe(null);
  expect(nearestName("", ["id"])).toBe(null);
  expect(nearestName("x".repeat(10_000), ["x".repeat(100)])).toBe("x".repeat(100));
});
