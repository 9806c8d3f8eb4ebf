// Where do faults happen: a server whose operations can be made to fail, and one fault after the other?
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { audit } from "../audit/audit.ts";
import { finding, type Finding } from "../audit/finding.ts";
import { atWork } from "../audit/records.ts";
import type { Endured } from "../campaign.ts";
import { openLaboratory } from "../lab/laboratory.ts";
import { clientOf } from "../load/client.ts";
import { emptyJournal, type Journal } from "../load/journal.ts";
import { primesVersion, type Packages } from "../load/packages.ts";
import { go } from "../load/walk.ts";
import { bugsIn } from "./bugs-in.ts";
import type { Fault } from "./fault.ts";
import { litter, takeWay, type FaultWay, type OnTheWay } from "./fault-ways.ts";
import { breaking, openDesk, type FaultDesk } from "./orders.ts";

/** How an honest server may end a run whose disk or records fail. */
export const BY_FAULT = ["RUN_ENGINE_FAILED", "RUN_OUTPUTS_NOT_KEPT"];
const LASTING_MS = 1500;
const REST_MS = 60_000;
const PATIENCE_MS = 2500;

export interface FaultStage {
  readonly journal: Journal;
  /** The calls that a way makes while nothing fails, in order. */
  record(way: FaultWay): Promise<readonly string[]>;
  /** Goes `way` under `fault`, which then goes away; and audits. */
  endure(way: FaultWay, fault: Fault): Promise<Endured>;
  /** Whether it can be used for more. */
  readonly sound: boolean;
  close(): Promise<void>;
}

export async function openFaultStage(packages: Packages): Promise<FaultStage> {
  const journal = emptyJournal();
  const laboratory = openLaboratory(journal, { MAYFLY_SWEEP_INTERVAL: "1h", MAYFLY_DEBUG_TTL: "1s" });
  const orders = join(laboratory.root, "orders");
  mkdirSync(orders);
  const server = laboratory.start(null, {}, [breaking(orders, laboratory.dataDir)]);
  const url = String(await server.listening);
  const stage: Stage = { journal, laboratory, packages, server, url, desk: openDesk(orders), logged: 0 };
  const client = clientOf(url, journal);
  await go({ client, journal, packages }, "install");
  await client.install(primesVersion());
  let sound = true;
  return {
    journal,
    async record(way) {
      if (way === "a sweep") await litter(stage);
      stage.desk.give({ records: true, fault: null });
      await takeWay(stage, way, client);
      await rest(stage);
      stage.desk.takeBack();
      return stage.desk.recorded();
    },
    async endure(way, fault) {
      const before = journal.runs.size;
      const findings = await endure(stage, way, fault);
      sound = findings.length === 0;
      const kept = sound ? null : laboratory.root;
      return { reached: stage.desk.happened(), runs: journal.runs.size - before, findings, kept };
    },
    get sound() {
      return sound;
    },
    async close() {
      await server.stop();
      if (sound) laboratory.remove();
    },
  };
}

interface Stage extends OnTheWay {
  readonly desk: FaultDesk;
  /** Characters of the servers' log that were looked at. */
  logged: number;
}

async function endure(stage: Stage, way: FaultWay, fault: Fault): Promise<Finding[]> {
  const { desk, journal, server, laboratory, url, packages } = stage;
  // A slow system is no excuse for anything.
  const tolerates = fault.kind === "slow" ? [] : BY_FAULT;
  if (way === "a sweep") await litter(stage);
  desk.give({ records: false, fault });
  const going = takeWay(stage, way, clientOf(url, journal, { tolerates, patienceMs: PATIENCE_MS }));
  await Promise.race([going, sleep(fault.lasting ? LASTING_MS : REST_MS)]);
  if (fault.lasting) desk.takeBack();
  await going;
  desk.takeBack();
  if (!server.alive) return [finding("usable", "the server ended"), ...bugs(stage)];
  const findings: Finding[] = [];
  await rest(stage);
  const client = clientOf(url, journal);
  const fresh = await client.create(packages.primes());
  if (fresh !== null) await client.upload(fresh);
  if (fresh === null || (await client.untilEnd(fresh)) !== "succeeded")
    findings.push(finding("usable", `a new run ends as ${JSON.stringify(fresh?.seen)}`));
  const sweptAt = Date.now();
  const { failures } = await server.ask("sweep");
  if (failures > 0) findings.push(finding("no temporary file", `${failures} parts of a sweep failed`));
  findings.push(...audit(laboratory.dataDir, journal, sweptAt), ...bugs(stage));
  return findings;
}

/** Lets everything come to its end: what could not be put on record in time is the sweep's. */
async function rest({ laboratory, server }: Stage): Promise<void> {
  for (const deadline = performance.now() + REST_MS; performance.now() < deadline; await sleep(100)) {
    if (atWork(laboratory.dataDir) === 0) return;
    await Promise.race([sleep(REST_MS), server.ask("sweep").catch(() => undefined)]);
  }
}

function bugs(stage: Stage): readonly Finding[] {
  const log = readFileSync(stage.laboratory.logFile, "utf8");
  const fresh = log.slice(stage.logged);
  stage.logged = log.length;
  return bugsIn(fresh);
}
