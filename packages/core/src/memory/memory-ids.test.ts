// What are ids made of, that they are in order and hard to guess?
import { expect, test } from "vitest";
import { memoryIds } from "./memory-ids.ts";

test("`runId()` begins with its time of birth in milliseconds, in base 32", () => {
  const digits = "0123456789abcdefghjkmnpqrstvwxyz";
  const before = Date.now();
  const time = [...memoryIds.runId().slice(0, 10)].reduce((sum, digit) => sum * 32 + digits.indexOf(digit), 0);
  expect(time).toBeGreaterThanOrEqual(before);
  expect(time).toBeLessThanOrEqual(Date.now());
});

test("`runId()` leaves every digit of its chance to chance", () => {
  const seen = Array.from({ length: 16 }, () => new Set<string>());
  for (let n = 0; n < 2_000; n += 1) {
    for (const [place, digit] of [...memoryIds.runId().slice(10)].entries()) seen[place]?.add(digit);
  }
  expect(seen.map((digits) => digits.size)).toEqual(Array.from({ length: 16 }, () => 32));
});
