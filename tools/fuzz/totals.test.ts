import { expect, test } from "vitest";
import { progressLine, sum, totalLines } from "./totals.ts";

const ONE = { inputs: 1000, accepted: 250, refused: 749, codes: { B: 2, A: 1 }, corpus: 3 };

test("`sum()` adds up what several threads did", () => {
  expect(sum([ONE, ONE])).toEqual({ inputs: 2000, accepted: 500, refused: 1498, codes: { A: 2, B: 4 }, corpus: 6 });
  expect(sum([])).toEqual({ inputs: 0, accepted: 0, refused: 0, codes: {}, corpus: 0 });
});

test("`progressLine()` tells inputs, rate, share, codes and finds", () => {
  expect(progressLine(ONE, 2, 1)).toBe("1,000 inputs, 500 a second, 25.0 % accepted, 2 codes, 3 kept, 1 finds");
});

test("`totalLines()` ends with one line of all", () => {
  expect(totalLines(ONE, 2, 1)).toEqual([
    "             1 A",
    "             2 B",
    "1,000 inputs in 2.0 s: 250 accepted, 749 refused, 2 codes, 1 finds.",
  ]);
});
