// What if the moment that a round waits for does not come?
import type { Tried } from "./campaign.ts";
import type { RoundReport } from "./crash-round.ts";
import type { NamedPlan } from "./plans.ts";

const MOST_ROUNDS = 4;

/**
 * Goes through `plan`, and while its moments do not come and nothing is found, through the same with the next chances:
 * what a server does at once comes in another order each time.
 */
export async function untilReached(
  plan: NamedPlan,
  goThrough: (plan: NamedPlan) => Promise<RoundReport>,
): Promise<Tried> {
  let now = plan;
  let runs = 0;
  for (let left = MOST_ROUNDS - 1; ; left -= 1) {
    const report = await goThrough(now);
    runs += report.runs;
    const reached = report.reached.every(Boolean);
    if (reached || report.findings.length > 0 || left === 0) {
      return { ...report, reached, runs, again: `${now.again} --seed ${now.seed}` };
    }
    now = now.next();
  }
}
