// Is every trial made, counted in its row, and told?
import { expect, test } from "vitest";
import { finding } from "./audit/finding.ts";
import { campaign, tableOf, type Trial } from "./campaign.ts";

const trial = (row: string, reached: boolean, found: number): Trial => ({
  row,
  try: async () => ({
    reached,
    runs: 3,
    findings: Array.from({ length: found }, () => finding("one end", "run x ended twice")),
    kept: null,
    again: "1",
  }),
});

test("`campaign()` tries all and counts by row, however many work at once", async () => {
  const told: number[] = [];
  const trials = [trial("a", true, 0), trial("b", false, 2), trial("a", true, 1)];
  const { rows, findings } = await campaign(trials, 2, (_, __, done) => told.push(done));
  expect(told).toEqual([1, 2, 3]);
  expect(findings).toBe(3);
  expect(rows).toEqual([
    { name: "a", tried: 2, reached: 2, runs: 6, findings: 1 },
    { name: "b", tried: 1, reached: 0, runs: 3, findings: 2 },
  ]);
  expect(tableOf(rows, "point").map((line) => line.split(/\s+/))).toEqual([
    ["point", "tried", "reached", "runs", "findings"],
    ["a", "2", "2", "6", "1"],
    ["b", "1", "0", "3", "2"],
    ["all", "3", "2", "9", "3"],
  ]);
});

test("`campaign()` counts a trial that breaks off as a finding, and goes on", async () => {
  const broken: Trial = { ...trial("a", true, 0), try: () => Promise.reject(new Error("no server")) };
  const told: string[] = [];
  const { rows, findings } = await campaign([broken, trial("a", true, 0)], 1, (_, tried) =>
    told.push(...tried.findings.map(({ message }) => message)),
  );
  expect(findings).toBe(1);
  expect(told).toEqual(["the trial broke off: no server"]);
  expect(rows).toEqual([{ name: "a", tried: 2, reached: 1, runs: 3, findings: 1 }]);
});
