// Does a server keep its promises when it is killed? The short version of `pnpm crash`.
import { expect, test } from "vitest";
import { crashRound, type Operation } from "./crash-round.ts";
import { loadPackages } from "./load/packages.ts";
import { randomPlan, type NamedPlan } from "./plans.ts";
import { processesRound } from "./processes-round.ts";
import { pointOf } from "./ports/point.ts";

/** Between the program's end and the record of it, where the most could go wrong. */
const AT_THE_END = pointOf("outputs.seal@settle-run:after:1");

/** A machine that does much else at the same time may need all of it. */
const PATIENCE_MS = 240_000;

/** In a process of the pool, while files of a workspace are written. */
const IN_THE_POOL: Operation = {
  kind: "operation",
  way: "a run with files",
  call: "fd writeSync tmp/<id>/work.<id>.part/skill.part/…",
  nth: 2,
};

test(
  "a server whose processes are killed while it works comes to a good end",
  async () => {
    const { reached, runs, findings } = await processesRound(1, await loadPackages());
    expect(findings).toEqual([]);
    // Where there is no /proc, none are found to be killed.
    expect(reached).toBe(process.platform === "linux");
    expect(runs).toBeGreaterThan(0);
  },
  PATIENCE_MS,
);

test(
  "servers that are killed at a random moment, while they stop, at a point and before an operation recover from a second kill to a good end",
  async () => {
    if (AT_THE_END === null) throw new Error("The point has no name.");
    const packages = await loadPackages();
    const random = randomPlan(7);
    const atPoint: NamedPlan = { ...random, load: "walk", first: { kind: "at", point: AT_THE_END } };
    const inside: NamedPlan = { ...atPoint, first: IN_THE_POOL };
    const stopping: NamedPlan = { ...random, first: { kind: "stopping", ms: 900, killMs: 10 } };
    const all = await Promise.all([random, stopping, atPoint, inside].map((plan) => crashRound(plan, packages)));
    expect(all.flatMap(({ findings }) => findings)).toEqual([]);
    expect(all.map(({ reached }) => reached[0])).toEqual([true, true, true, true]);
    for (const { runs } of all.slice(2)) expect(runs).toBeGreaterThan(0);
  },
  PATIENCE_MS,
);
