import { expect, test } from "vitest";
import { HELP, parseOrder } from "./arguments.ts";

const parse = (...args: string[]) => parseOrder(args, 99, 4);
const FUZZ = { kind: "fuzz", seconds: 60, runs: null, seed: 99, workers: 4 };

test.each([
  [[], FUZZ],
  [["5"], { ...FUZZ, seconds: 5 }],
  [["--runs", "1000"], { ...FUZZ, seconds: null, runs: 1000 }],
  [["5", "--runs", "1000"], { ...FUZZ, seconds: 5, runs: 1000 }],
  [["--seed", "0", "--workers", "1"], { ...FUZZ, seed: 0, workers: 1 }],
  [["--input", "a.zip"], { kind: "input", file: "a.zip" }],
  [["--help"], { kind: "help" }],
  [["-h"], { kind: "help" }],
])("`parseOrder(%j)` is understood", (args, order) => {
  expect(parse(...args)).toEqual(order);
});

test.each([
  [["soon"]],
  [["0"]],
  [["-5"]],
  [["1", "2"]],
  [["--runs", "0"]],
  [["--runs"]],
  [["--seed", "x"]],
  [["--what"]],
])("`parseOrder(%j)` is refused with a reason", (args) => {
  expect(parse(...args)).toMatchObject({ kind: "wrong", why: expect.stringContaining("Cannot fuzz: ") });
});

test("the help names every option", () => {
  for (const option of ["--runs", "--seed", "--workers", "--input"]) expect(HELP).toContain(option);
});
