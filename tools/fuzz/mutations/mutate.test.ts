import { expect, test } from "vitest";
import { Random } from "../random.ts";
import { OUR_READER } from "../reader.ts";
import { seeds } from "../seeds.ts";
import { mutate } from "./mutate.ts";

const SEEDS = seeds();

function mutants(seed: number, count: number): Uint8Array[] {
  const random = new Random(seed);
  const pick = (): Uint8Array => random.pick(SEEDS) ?? new Uint8Array(0);
  return Array.from({ length: count }, () => mutate(pick(), pick(), random));
}

test("`mutate()` gives the same for the same chance, and changes nothing that it is given", () => {
  const before = SEEDS.map((each) => Buffer.from(each).toString("hex"));
  const first = mutants(3, 2000);
  expect(SEEDS.map((each) => Buffer.from(each).toString("hex"))).toEqual(before);
  const second = mutants(3, 2000);
  expect(first.every((each, index) => Buffer.compare(each, second[index] ?? Buffer.of()) === 0)).toBe(true);
});

test("`mutate()` gets deep: mutants meet most rules, and many are accepted", () => {
  const codes = new Set<string>();
  let accepted = 0;
  for (const mutant of mutants(5, 5000)) {
    const verdict = OUR_READER.judge(mutant);
    if (verdict.verdict === "accepted") accepted += 1;
    else for (const { code } of verdict.problems) codes.add(code);
  }
  expect(accepted).toBeGreaterThan(250);
  expect(codes.size).toBeGreaterThan(50);
});
