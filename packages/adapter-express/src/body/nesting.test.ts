// Is depth counted without going deep?
import { describe, expect, test } from "vitest";
import { nestsDeeperThan } from "./nesting.ts";

const deep = (levels: number): unknown => JSON.parse(`${'[{"a":'.repeat(levels / 2)}1${"}]".repeat(levels / 2)}`);

describe("nestsDeeperThan()", () => {
  test("counts arrays and objects, at the limit and past it", () => {
    expect(nestsDeeperThan(deep(64), 64)).toBe(false);
    expect(nestsDeeperThan(deep(66), 64)).toBe(true);
    expect([null, 1, "x", true].some((value) => nestsDeeperThan(value, 0))).toBe(false);
    expect(nestsDeeperThan([], 0)).toBe(true);
  });
  test("does not overflow, however deep the value is", () => {
    expect(nestsDeeperThan(deep(200_000), 64)).toBe(true);
  });
});
