// Which calls do walk and recovery make, and how often? The list of points is what was seen here.
import { setTimeout as sleep } from "node:timers/promises";
import { openLaboratory } from "./lab/laboratory.ts";
import { clientOf } from "./load/client.ts";
import { emptyJournal } from "./load/journal.ts";
import type { Packages } from "./load/packages.ts";
import { walk } from "./load/walk.ts";

type Calls = Readonly<Record<string, number>>;

export interface Recording {
  readonly walk: Calls;
  readonly recovery: Calls;
}

/** When servers die that leave something to recover; the whole walk takes longer. */
const BREAKS_MS = [400, 900, 1600];

/** Walks once to the end, and recovers from walks that were cut short. */
export async function recordCalls(packages: Packages): Promise<Recording> {
  const whole = await recordWalk(packages);
  const recoveries = [];
  for (const ms of BREAKS_MS) recoveries.push(await recordRecovery(packages, ms));
  return { walk: whole, recovery: most(recoveries) };
}

async function recordWalk(packages: Packages): Promise<Calls> {
  const journal = emptyJournal();
  const laboratory = openLaboratory(journal, { MAYFLY_DEBUG_TTL: "1s" });
  const server = laboratory.start(null);
  await walk({ client: clientOf(String(await server.listening), journal), packages, journal });
  // Two sweeps more: retained files expire.
  await sleep(2500);
  const calls = await server.ask("calls");
  await server.stop();
  laboratory.remove();
  return calls;
}

async function recordRecovery(packages: Packages, ms: number): Promise<Calls> {
  const journal = emptyJournal();
  const laboratory = openLaboratory(journal);
  const server = laboratory.start(null);
  const walking = walk({ client: clientOf(String(await server.listening), journal), packages, journal });
  await sleep(ms);
  server.kill();
  await Promise.all([walking, server.exited]);
  const next = laboratory.start(null, { MAYFLY_SWEEP_INTERVAL: "1h" });
  await next.listening;
  await next.ask("sweep");
  const calls = await next.ask("calls");
  next.kill();
  await next.exited;
  laboratory.remove();
  return calls;
}

function most(all: readonly Calls[]): Calls {
  const calls: Record<string, number> = {};
  for (const [call, count] of all.flatMap((each) => Object.entries(each)))
    calls[call] = Math.max(calls[call] ?? 0, count);
  return calls;
}
