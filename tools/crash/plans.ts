// Which rounds are there to do? All that chance has to say comes from one seed.
import { Random } from "../fuzz/random.ts";
import type { Death, RoundPlan } from "./crash-round.ts";
import type { RecordedCall } from "./faults/fault-plans.ts";
import type { RecoveryCall, Recording } from "./record-calls.ts";
import { pointOf, type Side } from "./ports/point.ts";

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
export function pointPlans({ walk, recovery }: Recording, seed: number, only: string | null): readonly NamedPlan[] {
  const all = [
    ...Object.entries(walk).flatMap(([call, count]) => SIDES.map((side) => walkPlan(call, count, side, seed))),
    ...Object.entries(recovery).flatMap(([call, made]) => SIDES.map((side) => recoveryPlan(call, made, side, seed))),
  ];
  const wanted = only === null ? all : all.filter(({ again }) => again.includes(only));
  return new Random(seed).shuffled(wanted);
}

function walkPlan(call: string, count: number, side: Side, seed: number): NamedPlan {
  const random = new Random(seed + sum(`${call}${side}walk`));
  const first = deathAt(call, side, count, random);
  const next = (): NamedPlan => walkPlan(call, count, side, seed + 1);
  return { row: call, again: againAt(call, side), seed, load: "walk", first, second: whileRecovering(random), next };
}

/**
 * The server before it dies at some moment; with every second seed where it was seen to leave what the call is made for,
 * if such a place is known.
 */
function recoveryPlan(call: string, made: RecoveryCall, side: Side, seed: number): NamedPlan {
  const own = seed + sum(`${call}${side}recovery`);
  const random = new Random(own);
  const second = deathAt(call, side, made.count, random);
  const ms = random.below(LOAD_MS);
  const place = own % 2 === 0 ? null : pointOf(random.pick(made.after) ?? "");
  const first: Death = place === null ? { kind: "after", ms } : { kind: "at", point: place };
  const row = `recovery: ${call}`;
  const next = (): NamedPlan => recoveryPlan(call, made, side, seed + 1);
  return { row, again: againAt(row, side), seed, load: "walk", first, second, next };
}

function deathAt(call: string, side: Side, count: number, random: Random): Death {
  return { kind: "at", point: { call, side, nth: 1 + random.below(Math.min(count, MOST_NTH)) } };
}

function againAt(row: string, side: Side): string {
  return `--points --only '${row}:${side}'`;
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
