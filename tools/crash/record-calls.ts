// Which calls do walk and recovery make, and how often? The list of points is what was seen here.
import { setTimeout as sleep } from "node:timers/promises";
import { KILLS, killServer } from "./faults/dead-server.ts";
import { openLaboratory, type Laboratory } from "./lab/laboratory.ts";
import { clientOf } from "./load/client.ts";
import { emptyJournal } from "./load/journal.ts";
import type { Packages } from "./load/packages.ts";
import { walk } from "./load/walk.ts";
import { sweepLate } from "./load/walk-to-point.ts";

type Calls = Readonly<Record<string, number>>;

/** A call that recovery makes. */
export interface RecoveryCall {
  /** How often, at most. */
  readonly count: number;
  /** The places of `KILLS` after which it was made. */
  readonly after: readonly string[];
}

export interface Recording {
  readonly walk: Calls;
  readonly recovery: Readonly<Record<string, RecoveryCall>>;
}

/** When servers die that leave something to recover, besides those of `KILLS`; the whole walk takes longer. */
const BREAKS_MS = [400, 900, 1600];

/** Walks once to the end, and recovers from walks that were cut short. */
export async function recordCalls(packages: Packages): Promise<Recording> {
  const whole = await recordWalk(packages);
  const recovery: Record<string, RecoveryCall> = {};
  const note = (calls: Calls, places: readonly string[]): void => {
    for (const [call, count] of Object.entries(calls)) {
      const known = recovery[call] ?? { count: 0, after: [] };
      recovery[call] = { count: Math.max(known.count, count), after: [...known.after, ...places] };
    }
  };
  for (const ms of BREAKS_MS) note(await recordBreak(packages, ms), []);
  for (const kill of KILLS) note(await recordKill(packages, kill), [kill.place]);
  return { walk: whole, recovery };
}

async function recordWalk(packages: Packages): Promise<Calls> {
  const journal = emptyJournal();
  const laboratory = openLaboratory(journal, { MAYFLY_DEBUG_TTL: "1s" });
  const server = laboratory.start(null);
  await walk({ client: clientOf(String(await server.listening), journal), packages, journal });
  await sweepLate(server);
  const calls = await server.ask("calls");
  await server.stop();
  laboratory.remove();
  return calls;
}

async function recordBreak(packages: Packages, ms: number): Promise<Calls> {
  const journal = emptyJournal();
  const laboratory = openLaboratory(journal);
  const server = laboratory.start(null);
  const walking = walk({ client: clientOf(String(await server.listening), journal), packages, journal });
  await sleep(ms);
  server.kill();
  await Promise.all([walking, server.exited]);
  return recordRecovery(laboratory);
}

async function recordKill(packages: Packages, kill: (typeof KILLS)[number]): Promise<Calls> {
  const dead = await killServer(packages, kill);
  const calls = await recordRecovery(dead.again().laboratory);
  dead.remove();
  return calls;
}

/** The laboratory goes with it. */
async function recordRecovery(laboratory: Laboratory): Promise<Calls> {
  const next = laboratory.start(null, { MAYFLY_SWEEP_INTERVAL: "1h" });
  await next.listening;
  await next.ask("sweep");
  const calls = await next.ask("calls");
  next.kill();
  await next.exited;
  laboratory.remove();
  return calls;
}
