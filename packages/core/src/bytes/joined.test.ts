import { expect, test } from "vitest";
import { joined } from "./joined.ts";

test("`joined()` gives the chunks one after another, as bytes of its own", () => {
  const chunk = Uint8Array.of(1, 2);
  const whole = joined([chunk, new Uint8Array(0), Uint8Array.of(3)]);
  expect([...whole]).toEqual([1, 2, 3]);
  whole[0] = 9;
  expect(chunk[0]).toBe(1);
  expect(joined([])).toHaveLength(0);
});
