// Does a server keep its promises when it is killed? The short version of `pnpm crash`.
import { expect, test } from "vitest";
import { crashRound } from "./crash-round.ts";
import { loadPackages } from "./load/packages.ts";
import { randomPlan, type NamedPlan } from "./plans.ts";
import { pointOf } from "./ports/point.ts";

/** Between the program's end and the record of it, where the most could go wrong. */
const AT_THE_END = pointOf("outputs.seal@settle-run:after:1");

/** A machine that does much else at the same time may need all of it. */
const PATIENCE_MS = 240_000;

test(
  "a server that is killed at a random moment, and one at a point, recover from a second kill to a good end",
  async () => {
    if (AT_THE_END === null) throw new Error("The point has no name.");
    const packages = await loadPackages();
    const random = randomPlan(7);
    const atPoint: NamedPlan = { ...random, load: "walk", first: { kind: "at", point: AT_THE_END } };
    const [first, second] = await Promise.all([random, atPoint].map((plan) => crashRound(plan, packages)));
    expect(first?.findings).toEqual([]);
    expect(second?.findings).toEqual([]);
    expect(second?.reached[0]).toBe(true);
    expect(second?.runs).toBeGreaterThan(0);
  },
  PATIENCE_MS,
);
