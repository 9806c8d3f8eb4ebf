// Is a moment that did not come waited for again, and not for ever?
import { expect, test } from "vitest";
import { finding } from "./audit/finding.ts";
import type { RoundReport } from "./crash-round.ts";
import { operationPlans, pointPlans, randomPlan, type NamedPlan } from "./plans.ts";
import { untilReached } from "./until-reached.ts";

const report = (first: boolean, found = 0): RoundReport => ({
  reached: [first, true],
  runs: 2,
  findings: Array.from({ length: found }, () => finding("one end", "run x ended twice")),
  kept: found === 0 ? null : "there",
});

async function told(...reports: readonly RoundReport[]) {
  const seeds: number[] = [];
  const tried = await untilReached(randomPlan(7), async ({ seed }) => {
    const next = reports[seeds.length];
    seeds.push(seed);
    return next ?? report(false);
  });
  return { ...tried, seeds };
}

test("`untilReached()` goes on with the next seed until the moment comes, and counts all runs", async () => {
  expect(await told(report(true))).toMatchObject({ reached: true, runs: 2, again: "1 --seed 7", seeds: [7] });
  expect(await told(report(false), report(true))).toMatchObject({ reached: true, runs: 4, seeds: [7, 8] });
});

test("`untilReached()` gives up, and stops at what was found, with the seed that found it", async () => {
  expect(await told()).toMatchObject({ reached: false, runs: 8, seeds: [7, 8, 9, 10] });
  const found = await told(report(false), report(false, 1), report(true));
  expect(found).toMatchObject({ reached: false, kept: "there", again: "1 --seed 8", seeds: [7, 8] });
});

test("the next plan waits for the same moment, as the next seed plans it", () => {
  const name = ({ row, again }: NamedPlan): string => `${row} ${again}`;
  const recording = { walk: { a: 3, b: 1 }, recovery: { c: { count: 2, after: ["a@b:after:1"] } } };
  const recorded = [{ call: "mkdir tmp", way: "a sweep", count: 3 }] as const;
  for (const plansOf of [
    (seed: number) => pointPlans(recording, seed, null),
    (seed: number) => operationPlans(recorded, seed, null),
  ]) {
    const later = new Map(plansOf(6).map((plan) => [name(plan), plan]));
    for (const plan of plansOf(5)) {
      const { next: _, ...wanted } = later.get(name(plan)) ?? plan;
      expect(plan.next()).toMatchObject(wanted);
    }
  }
});

test("a server whose recovery makes a rare call is killed where it leaves what that is for, with every second seed", () => {
  const recording = { walk: {}, recovery: { c: { count: 1, after: ["a@b:after:1"] } } };
  const firsts = [5, 6].flatMap((seed) => pointPlans(recording, seed, "c:before").map(({ first }) => first));
  const place = { kind: "at", point: { call: "a@b", side: "after", nth: 1 } };
  expect(firsts).toHaveLength(2);
  expect(firsts).toEqual(expect.arrayContaining([place, expect.objectContaining({ kind: "after" })]));
});
