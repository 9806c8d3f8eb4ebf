// Sweep: what expired, failed, broke off or belongs to nobody goes. (req D3; design §2)
import type { Result } from "neverthrow";
import type { Fault } from "../ports/fault.ts";
import type { Context } from "./context.ts";
import { countSweep } from "./count-sweep.ts";
import { leadAnew } from "./lead-anew.ts";
import { sweepDue, sweepStuck } from "./sweep-due.ts";
import { sweepOrphans } from "./sweep-orphans.ts";
import { SweepTally, type SweepOptions, type SweepReport } from "./sweep-tally.ts";
import { removeUnusedOutputs } from "./unused-outputs.ts";

const PAGE = 1000;

/**
 * One sweep. `part` says which shard (0–255) of the output folders is looked through for orphans, or `all` of them.
 * Never touches a run that is worked on: it lists first, looks the records up afterwards, and holds a run while it acts.
 */
export async function sweep(context: Context, part: number | "all", options: SweepOptions = {}): Promise<SweepReport> {
  const tally = new SweepTally(context, options);
  const { report } = tally;
  await sweepDue(tally);
  await sweepStuck(tally);
  if (!tally.dryRun) await goOn(tally);
  await sweepOrphans(tally, part);
  if (tally.dryRun) return report;
  tally.count(await context.ports.workspaces.emptyTrash());
  countSweep(context, report);
  if (Object.values(report).some((amount) => amount > 0)) context.ports.log.info("swept", { ...report });
  return report;
}

/** Jobs that wait for one that will not come, and request keys and entries of the cache whose time is over. */
async function goOn(tally: SweepTally): Promise<void> {
  const { context, report } = tally;
  const { cache, clock, runs } = context.ports;
  const led = await leadAnew(context);
  if (led.isErr()) tally.failed(led.error);
  await pageByPage(tally, async () => {
    const keys = await runs.expireKeys(clock.now(), PAGE);
    report.keys += keys.unwrapOr(0);
    return keys;
  });
  await pageByPage(tally, async () => {
    const expired = await cache.expire(clock.now(), PAGE);
    for (const outputs of expired.unwrapOr([])) tally.count(await removeUnusedOutputs(context, outputs));
    report.uncached += expired.unwrapOr([]).length;
    return expired.map(({ length }) => length);
  });
}

/** Removes page after page until one is not full, one fails, or the server stops. */
async function pageByPage(tally: SweepTally, removePage: () => Promise<Result<number, Fault>>): Promise<void> {
  const { active } = tally.context;
  for (let removed = PAGE; removed === PAGE && !active.closed;) {
    const page = await removePage();
    if (page.isErr()) tally.failed(page.error);
    removed = page.unwrapOr(0);
  }
}
