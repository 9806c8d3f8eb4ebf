import { expect, test } from "vitest";
import { Random } from "./random.ts";

function numbers(seed: number): number[] {
  const random = new Random(seed);
  return Array.from({ length: 1000 }, () => random.next());
}

test("`Random` gives the same numbers for the same seed, and others for others", () => {
  expect(numbers(7)).toEqual(numbers(7));
  expect(numbers(7)).not.toEqual(numbers(8));
  expect(numbers(7)).not.toEqual(numbers(7 + 2 ** 32));
  expect(new Set(numbers(0)).size).toBeGreaterThan(990);
});

test("`below()` gives every number below the limit, and nothing else", () => {
  const random = new Random(1);
  const given = new Set(Array.from({ length: 1000 }, () => random.below(10)));
  expect([...given].toSorted((one, other) => one - other)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(random.below(0)).toBe(0);
});

test("`pick()` gives one of all, and nothing of nothing", () => {
  const random = new Random(1);
  expect(["a", "b"]).toContain(random.pick(["a", "b"]));
  expect(random.pick([])).toBeUndefined();
});

test("`shuffled()` keeps everything, in an order that the seed decides", () => {
  const all = Array.from({ length: 50 }, (_, n) => n);
  const shuffled = new Random(7).shuffled(all);
  expect(shuffled).not.toEqual(all);
  expect(shuffled.toSorted((a, b) => a - b)).toEqual(all);
  expect(new Random(7).shuffled(all)).toEqual(shuffled);
  expect(new Random(8).shuffled(all)).not.toEqual(shuffled);
});
