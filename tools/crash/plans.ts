// Which rounds are there to do? All that chance has to say comes from one seed.
import { Random } from "../fuzz/random.ts";
import type { Death, RoundPlan } from "./crash-round.ts";
import type { RecordedCall } from "./faults/fault-plans.ts";
import type { Recording } from "./record-calls.ts";
import type { Side } from "./ports/point.ts";

export interface NamedPlan extends RoundPlan {
  /** Which row of the table it counts for. */
  readonly row: string;
  /** What to ask of the command for it alone, the seed aside. */
  readonly again: string;
  /** The same moment with the chances of the next seed. */
  next(): NamedPlan;
}

const LOAD_MS = 2500;
const START_MS = 1500;
const SOON_MS = 100;
/** About the grace that the laboratory gives to programs, and what comes after it. */
const STOP_MS = 1300;
const CALLS_OF_A_START = 80;
const SIDES: readonly [Side, ...Side[]] = ["before", "after"];
/** An early call and a late one of the same kind are the same point; more than so many are not told apart. */
const MOST_NTH = 3;

/** Round `n` of a seed is round 0 of the seed that is greater by `n`. */
export function randomPlan(seed: number): NamedPlan {
  const random = new Random(seed);
  const ms = random.below(LOAD_MS);
  const second = whileRecovering(random);
  // What a stop does first is over soon, and what it waits for takes long.
  const killMs = random.oneIn(3) ? random.below(random.oneIn(2) ? SOON_MS : STOP_MS) : null;
  const first: Death = killMs === null ? { kind: "after", ms } : { kind: "stopping", ms, killMs };
  const row = killMs === null ? "at random" : "at random, while it stops";
  return { row, again: "1", seed, load: "random", first, second, next: () => randomPlan(seed + 1) };
}

/** Before and after every call that was recorded, in the walk and in recovery; in an order of the seed. */
export function pointPlans(recording: Recording, seed: number, only: string | null): readonly NamedPlan[] {
  const plans = (calls: Recording["walk"], place: "walk" | "recovery"): NamedPlan[] =>
    Object.entries(calls).flatMap(([call, count]) => SIDES.map((side) => pointPlan(call, count, side, place, seed)));
  const all = [...plans(recording.walk, "walk"), ...plans(recording.recovery, "recovery")];
  const wanted = only === null ? all : all.filter(({ again }) => again.includes(only));
  return new Random(seed).shuffled(wanted);
}

function pointPlan(call: string, count: number, side: Side, place: "walk" | "recovery", seed: number): NamedPlan {
  const random = new Random(seed + sum(`${call}${side}${place}`));
  const at: Death = { kind: "at", point: { call, side, nth: 1 + random.below(Math.min(count, MOST_NTH)) } };
  const row = place === "walk" ? call : `recovery: ${call}`;
  const again = `--points --only '${row}:${side}'`;
  const next = (): NamedPlan => pointPlan(call, count, side, place, seed + 1);
  const named = { row, again, seed, load: "walk", next } as const;
  if (place === "walk") return { ...named, first: at, second: whileRecovering(random) };
  return { ...named, first: { kind: "after", ms: random.below(LOAD_MS) }, second: at };
}

/** Before every operation that was recorded, on the first way that makes it; in an order of the seed. */
export function operationPlans(
  recorded: readonly RecordedCall[],
  seed: number,
  only: string | null,
): readonly NamedPlan[] {
  const plans = recorded.map((each) => operationPlan(each, seed));
  const wanted = only === null ? plans : plans.filter(({ row }) => row.includes(only));
  return new Random(seed).shuffled(wanted);
}

function operationPlan(recorded: RecordedCall, seed: number): NamedPlan {
  const { call, way, count } = recorded;
  const random = new Random(seed + sum(call));
  const nth = 1 + random.below(Math.min(count, MOST_NTH));
  const again = `--operations --only '${call}'`;
  const first: Death = { kind: "operation", way, call, nth };
  const next = (): NamedPlan => operationPlan(recorded, seed + 1);
  return { row: call, again, seed, load: "walk", first, second: whileRecovering(random), next };
}

function whileRecovering(random: Random): Death {
  if (random.oneIn(3)) return { kind: "after", ms: random.below(START_MS) };
  return { kind: "at", point: { call: "*", side: random.pick(SIDES), nth: 1 + random.below(CALLS_OF_A_START) } };
}

function sum(text: string): number {
  return [...text].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) % 1_000_003, 7);
}
