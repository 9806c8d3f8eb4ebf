// One round: a server under load is killed, killed again while it recovers, recovers, and is audited from outside.
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Random } from "../fuzz/random.ts";
import { finding, type Finding } from "./audit/finding.ts";
import { comeToRest } from "./come-to-rest.ts";
import { bugsIn } from "./faults/bugs-in.ts";
import { litter, takeWay, type FaultWay } from "./faults/fault-ways.ts";
import { breaking, openDesk } from "./faults/orders.ts";
import type { LabProcess } from "./lab/lab-process.ts";
import { openLaboratory, type Laboratory } from "./lab/laboratory.ts";
import { clientOf } from "./load/client.ts";
import { emptyJournal, type Journal } from "./load/journal.ts";
import { primesVersion, type Packages } from "./load/packages.ts";
import { randomLoad } from "./load/random-load.ts";
import { go, walk } from "./load/walk.ts";
import { walkToPoint, type WalkEnd } from "./load/walk-to-point.ts";
import type { Point } from "./ports/point.ts";

/** When a server dies: so many milliseconds after its load (or its start) began, at a point, or while it stops. */
export type Death =
  | { readonly kind: "after"; readonly ms: number }
  | Stopping
  | { readonly kind: "at"; readonly point: Point }
  | Operation;

/** It is asked to stop so many milliseconds after its load began, and killed so long after that. */
export interface Stopping {
  readonly kind: "stopping";
  readonly ms: number;
  readonly killMs: number;
}

/** Just before the how many-th call of this name, once a way is taken that makes it; in the server or its pool. */
export interface Operation {
  readonly kind: "operation";
  readonly way: FaultWay;
  readonly call: string;
  readonly nth: number;
}

export interface RoundPlan {
  /** Of the load, where chance has a say. */
  readonly seed: number;
  /** Many clients as chance has it, or the walk. */
  readonly load: "random" | "walk";
  readonly first: Death;
  /** While it recovers. */
  readonly second: Death;
}

export interface RoundReport {
  /** Whether each server died where it was to, and not because the round could wait no longer. */
  readonly reached: readonly [boolean, boolean];
  /** Runs that clients were told of. */
  readonly runs: number;
  readonly findings: readonly Finding[];
  /** Where everything still lies, for a look; `null` where nothing was found. */
  readonly kept: string | null;
}

const START_MS = 60_000;
const UNREACHED_MS = 1500;

export async function crashRound(plan: RoundPlan, packages: Packages): Promise<RoundReport> {
  const journal = emptyJournal();
  const random = new Random(plan.seed);
  const laboratory = openLaboratory(journal, { MAYFLY_DEBUG_TTL: random.oneIn(2) ? "1s" : "24h" });
  const round: Round = { laboratory, journal, packages, random, findings: [] };
  try {
    const first = await killed(round, plan.first, plan.load, "load");
    const second = await killed(round, plan.second, plan.load, "start");
    const findings = [
      ...round.findings,
      ...(await recovered(round)),
      ...bugsIn(readFileSync(laboratory.logFile, "utf8")),
    ];
    if (findings.length === 0) laboratory.remove();
    const kept = findings.length === 0 ? null : laboratory.root;
    return { reached: [first, second], runs: journal.runs.size, findings, kept };
  } catch (error) {
    throw new Error(`A round broke off; see ${laboratory.root}.`, { cause: error });
  }
}

interface Round {
  readonly laboratory: Laboratory;
  readonly journal: Journal;
  readonly packages: Packages;
  readonly random: Random;
  /** What is found before its end. */
  readonly findings: Finding[];
}

/** Starts a server and sees it die; whether it died where it was to. `from` is when the time to its death begins. */
async function killed(round: Round, death: Death, load: RoundPlan["load"], from: "load" | "start"): Promise<boolean> {
  if (death.kind === "operation") return killedBefore(round, death);
  if (death.kind === "at" && load === "walk") return killedOnAWalk(round, death.point);
  const server = round.laboratory.start(death.kind === "at" ? death.point : null);
  let [late, stops] = [false, false];
  const killLater = async (): Promise<void> => {
    if (death.kind === "at") return;
    await Promise.race([sleep(death.ms), server.exited]);
    if (death.kind === "stopping") {
      stops = true;
      await Promise.race([sleep(death.killMs), server.stop()]);
    }
    server.kill();
  };
  const killing = death.kind !== "at" && from === "start" ? killLater() : null;
  const url = await server.listening;
  if (url !== null) {
    const own = killing ?? (death.kind === "at" ? null : killLater());
    const loading = underLoad(round, server, url, load, () => stops);
    if (own === null) {
      await Promise.race([sleep(4 * UNREACHED_MS), server.exited]);
      late = server.alive;
      server.kill();
    }
    await loading;
  }
  return diedOnly(round, { reached: !late, code: await server.exited }, stops);
}

async function killedOnAWalk(round: Round, point: Point): Promise<boolean> {
  return diedOnly(round, await walkToPoint(round, point), false);
}

/** Whether it died where it was to, and of nothing else. */
function diedOnly({ findings }: Round, { reached, code }: WalkEnd, stops: boolean): boolean {
  if (code !== null && !(stops && code === 0))
    findings.push(finding("usable", `a server ended by itself with ${code}${stops ? " when it was asked to" : ""}`));
  return reached && code === null;
}

async function killedBefore(round: Round, { way, call, nth }: Operation): Promise<boolean> {
  const { laboratory, journal, packages } = round;
  const orders = join(laboratory.root, "orders");
  mkdirSync(orders);
  const settings = { MAYFLY_SWEEP_INTERVAL: "1h", MAYFLY_DEBUG_TTL: "1s" };
  const server = laboratory.start(null, settings, [breaking(orders, laboratory.dataDir)]);
  const url = String(await server.listening);
  const client = clientOf(url, journal);
  await go({ client, journal, packages }, "install");
  await client.install(primesVersion());
  const scene = { laboratory, journal, packages, server, url };
  if (way === "a sweep") await litter(scene);
  openDesk(orders).give({ records: false, fault: { call, nth, kind: "kill", lasting: false } });
  const going = takeWay(scene, way, client);
  await Promise.race([going.then(() => sleep(UNREACHED_MS)), server.exited]);
  const reached = !server.alive;
  server.kill();
  await Promise.all([going, server.exited]);
  return reached;
}

async function underLoad(
  { journal, packages, random }: Round,
  server: LabProcess,
  url: string,
  load: RoundPlan["load"],
  stops: () => boolean,
) {
  const client = clientOf(url, journal, { stops });
  if (load === "walk") return walk({ client, packages, journal });
  return randomLoad({ client, journal, packages, random }, () => server.alive);
}

/** Starts a server that nobody kills, and holds it to everything. */
async function recovered(round: Round): Promise<readonly Finding[]> {
  const server = round.laboratory.start(null, { MAYFLY_SWEEP_INTERVAL: "1h" });
  const url = await Promise.race([
    server.listening.catch((error: unknown) => String(error)),
    sleep(START_MS, null, { ref: false }),
  ]);
  if (url === null || !url.startsWith("http")) {
    server.kill();
    return [finding("usable", `the server does not start again: ${url ?? `not within ${START_MS} ms`}`)];
  }
  return comeToRest(round, server, url);
}
