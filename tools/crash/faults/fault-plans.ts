// Which faults are there to try? Every operation that was recorded, by every way in which it can fail.
import { Random } from "../../fuzz/random.ts";
import type { Packages } from "../load/packages.ts";
import { canHappen, FAULT_KINDS, type Fault } from "./fault.ts";
import { openFaultStage } from "./fault-stage.ts";
import { FAULT_WAYS, type FaultWay } from "./fault-ways.ts";

export interface RecordedCall {
  readonly call: string;
  /** The first way on which it was seen, and how often there. */
  readonly way: FaultWay;
  readonly count: number;
}

export interface FaultPlan {
  readonly way: FaultWay;
  readonly fault: Fault;
  /** What `--only` takes for it alone. */
  readonly name: string;
}

/** Before the name of what fails while a server starts. */
export const START = "start: ";
const COMMIT = "sql exec COMMIT";
/** An early call and a late one of the same name are alike beyond that. */
const MOST_NTH = 4;

/** Goes every way once while nothing fails. */
export async function recordOperations(packages: Packages): Promise<readonly RecordedCall[]> {
  const stage = await openFaultStage(packages);
  const seen = new Map<string, RecordedCall>();
  for (const way of FAULT_WAYS) {
    for (const [call, all] of Map.groupBy(await stage.record(way), (each) => each)) {
      if (!seen.has(call)) seen.set(call, { call, way, count: all.length });
    }
  }
  await stage.close();
  return [...seen.values()];
}

/** Each operation once by each kind of fault, and by one kind for a while; in an order of the seed. */
export function faultPlans(recorded: readonly RecordedCall[], seed: number, only: string | null): readonly FaultPlan[] {
  const plans = recorded.flatMap((each) => {
    const random = new Random(seed + each.call.length * 7919 + each.count);
    const kinds = FAULT_KINDS.filter((kind) => canHappen(each.call, kind));
    const lasting = random.pick(kinds.filter((kind) => kind !== "slow"));
    const nth = (): number => 1 + random.below(Math.min(each.count, MOST_NTH));
    const once = kinds.map((kind) => planOf(each, { kind, nth: nth(), lasting: false }));
    const whole = lasting === undefined ? once : [...once, planOf(each, { kind: lasting, nth: 1, lasting: true })];
    return each.call === COMMIT ? [...whole, ...[false, true].map((lasts) => notTakenBack(each, lasts))] : whole;
  });
  const wanted = only === null ? plans : plans.filter(({ name }) => name.includes(only));
  return new Random(seed).shuffled(wanted);
}

/** A transaction that can be neither ended nor taken back. */
function notTakenBack(each: RecordedCall, lasting: boolean): FaultPlan {
  return planOf(each, { kind: "EIO", nth: 1, lasting, next: "sql exec ROLLBACK" });
}

function planOf({ call, way }: RecordedCall, how: Omit<Fault, "call">): FaultPlan {
  const after = how.next === undefined ? "" : `, then ${how.next}`;
  return { way, fault: { call, ...how }, name: `${call} ${how.kind}${how.lasting ? " for a while" : ""}${after}` };
}

export interface StartPlan {
  /** Which of the dead servers is started. */
  readonly dead: number;
  readonly fault: Fault;
  readonly name: string;
}

/** Every call of every start, by the first of `recorded` that makes it, once by each kind of fault. */
export function startPlans(
  recorded: readonly (readonly string[])[],
  seed: number,
  only: string | null,
): readonly StartPlan[] {
  const seen = new Map<string, { readonly dead: number; readonly count: number }>();
  recorded.forEach((calls, dead) => {
    for (const [call, all] of Map.groupBy(calls, (each) => each)) {
      if (!seen.has(call)) seen.set(call, { dead, count: all.length });
    }
  });
  const plans = [...seen].flatMap(([call, { dead, count }]) => {
    const random = new Random(seed + call.length * 7919 + count);
    return FAULT_KINDS.filter((kind) => canHappen(call, kind)).map((kind): StartPlan => {
      const nth = 1 + random.below(Math.min(count, MOST_NTH));
      return { dead, fault: { call, kind, nth, lasting: false }, name: `${START}${call} ${kind}` };
    });
  });
  return new Random(seed).shuffled(only === null ? plans : plans.filter(({ name }) => name.includes(only)));
}
