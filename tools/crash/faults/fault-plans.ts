// Which faults are there to try? Every operation that was recorded, by every way in which it can fail.
import { Random } from "../../fuzz/random.ts";
import type { Packages } from "../load/packages.ts";
import { canHappen, FAULT_KINDS, type Fault, type FaultKind } from "./fault.ts";
import { FAULT_WAYS, openFaultStage, type FaultWay } from "./fault-stage.ts";

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
    return lasting === undefined ? once : [...once, planOf(each, { kind: lasting, nth: 1, lasting: true })];
  });
  const wanted = only === null ? plans : plans.filter(({ name }) => name.includes(only));
  return new Random(seed).shuffled(wanted);
}

function planOf({ call, way }: RecordedCall, how: { kind: FaultKind; nth: number; lasting: boolean }): FaultPlan {
  return { way, fault: { call, ...how }, name: `${call} ${how.kind}${how.lasting ? " for a while" : ""}` };
}
