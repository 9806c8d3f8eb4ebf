// Does the harness measure what it says?
import { expect, test } from "vitest";
import { measure, median } from "./measure.ts";
import { table } from "./table.ts";

const spin = (ms: number) => (): void => {
  const end = performance.now() + ms;
  while (performance.now() < end);
};

test("`median()` takes the middle, whatever the order", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 2, 3])).toBe(2.5);
});

test("`measure()` gives one row a peer, with the ratio of the subject to it", async () => {
  const contest = { case: "spin", subject: "slow", work: spin(2), peers: { fast: spin(1), same: spin(2) } };
  const rows = await measure("spin", contest);
  expect(rows.map((each) => [each.bench, each.case, each.subject, each.peer])).toEqual([
    ["spin", "spin", "slow", "fast"],
    ["spin", "spin", "slow", "same"],
  ]);
  expect(rows[0]?.median_ms).toBeGreaterThanOrEqual(2);
  expect(rows[0]?.ratio).toBeGreaterThan(1.2);
  expect(rows[1]?.ratio).toBeLessThan(1.7);
});

test("`measure()` gives one row without a ratio when there is no peer", async () => {
  const rows = await measure("spin", { case: "spin", subject: "alone", work: spin(1) });
  expect(rows).toMatchObject([{ peer: null, ratio: null }]);
});

test("`table()` aligns its columns", () => {
  const row = { bench: "b", case: "a longer case", subject: "s", median_ms: 1.2345, peer: "p", ratio: 0.5 };
  const lines = table([row, { ...row, case: "c", peer: null, ratio: null }]).split("\n");
  expect(lines[1]).toBe("a longer case  s        1.23 ms  p     0.50 x");
  expect(lines[2]).toBe("c              s        1.23 ms");
});
