// Does the harness measure what it says?
import { expect, test } from "vitest";
import { measure, median } from "./measure.ts";
import { table } from "./table.ts";

/** Work on a clock of its own, so that no busy machine changes what is measured. */
function clockwork(): { readonly now: () => number; readonly work: (ms: number) => () => void } {
  let time = 0;
  return { now: () => time, work: (ms) => () => void (time += ms) };
}

test("`median()` takes the middle, whatever the order", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 2, 3])).toBe(2.5);
});

test("`measure()` gives one row a peer, with the ratio of the subject to it", async () => {
  const { now, work } = clockwork();
  const contest = { case: "spin", subject: "slow", work: work(2), peers: { fast: work(1), same: work(2) } };
  const rows = await measure("spin", contest, now);
  expect(rows.map((each) => [each.bench, each.case, each.subject, each.peer])).toEqual([
    ["spin", "spin", "slow", "fast"],
    ["spin", "spin", "slow", "same"],
  ]);
  expect(rows.map(({ median_ms, ratio }) => [median_ms, ratio])).toEqual([
    [2, 2],
    [2, 1],
  ]);
});

test("`measure()` gives one row without a ratio when there is no peer", async () => {
  const { now, work } = clockwork();
  const rows = await measure("spin", { case: "spin", subject: "alone", work: work(1) }, now);
  expect(rows).toMatchObject([{ peer: null, ratio: null, median_ms: 1 }]);
});

test("`table()` aligns its columns", () => {
  const row = { bench: "b", case: "a longer case", subject: "s", median_ms: 1.2345, peer: "p", ratio: 0.5 };
  const lines = table([row, { ...row, case: "c", peer: null, ratio: null }]).split("\n");
  expect(lines[1]).toBe("a longer case  s        1.23 ms  p     0.50 x");
  expect(lines[2]).toBe("c              s        1.23 ms");
});
