// Does a server whose files or records fail while it starts after a kill start all the same, or say why not?
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { finding, type Finding } from "../audit/finding.ts";
import type { Endured } from "../campaign.ts";
import { comeToRest } from "../come-to-rest.ts";
import type { LabProcess } from "../lab/lab-process.ts";
import type { Laboratory } from "../lab/laboratory.ts";
import type { Packages } from "../load/packages.ts";
import { bugsIn } from "./bugs-in.ts";
import type { DeadServer } from "./dead-server.ts";
import type { Fault } from "./fault.ts";
import { breaking, openDesk, type FaultDesk } from "./orders.ts";

const START_MS = 60_000;
const END_MS = 10_000;
/** As `mayfly serve` says that it cannot. */
const REFUSED = 2;

/** The calls that a start makes while nothing fails, until it listens, in order. */
export async function recordStart(dead: DeadServer): Promise<readonly string[]> {
  const { laboratory } = dead.again();
  const { desk, server } = startBreakable(laboratory, (orders) => orders.give({ records: true, fault: null }));
  await server.listening;
  desk.takeBack();
  const calls = desk.recorded();
  server.kill();
  await server.exited;
  laboratory.remove();
  return calls;
}

/** Starts what is left of `dead` under `fault`, which goes away when it listens or has ended; then all has to hold. */
export async function endureStart(dead: DeadServer, fault: Fault, packages: Packages): Promise<Endured> {
  const { laboratory, journal } = dead.again();
  const before = journal.runs.size;
  const { desk, server } = startBreakable(laboratory, (orders) => orders.give({ records: false, fault }));
  const started = await outcomeOf(server);
  const reached = desk.happened();
  desk.takeBack();
  const findings: Finding[] = [...started.findings];
  let { url } = started;
  let living = server;
  if (url === null) {
    living = laboratory.start(null);
    const again = await outcomeOf(living);
    url = again.url;
    if (url === null) findings.push(finding("usable", `the start after it fails too: ${again.why}`));
  }
  if (url === null) living.kill();
  else {
    // What could not be mended while it started is the sweep's.
    await living.ask("sweep");
    findings.push(...(await comeToRest({ laboratory, journal, packages }, living, url)));
  }
  findings.push(...bugsIn(readFileSync(laboratory.logFile, "utf8")));
  if (findings.length === 0) laboratory.remove();
  return { reached, runs: journal.runs.size - before, findings, kept: findings.length === 0 ? null : laboratory.root };
}

function startBreakable(
  laboratory: Laboratory,
  order: (desk: FaultDesk) => void,
): { readonly desk: FaultDesk; readonly server: LabProcess } {
  const orders = join(laboratory.root, "orders");
  const desk = openDesk(orders);
  order(desk);
  return { desk, server: laboratory.start(null, {}, [breaking(orders, laboratory.dataDir)]) };
}

interface Started {
  /** `null` when it did not start, for `why`. */
  readonly url: string | null;
  readonly why: string;
  readonly findings: readonly Finding[];
}

async function outcomeOf(server: LabProcess): Promise<Started> {
  const late = sleep(START_MS, "late" as const, { ref: false });
  let why = "";
  const url = await Promise.race([
    server.listening.catch((error: unknown) => {
      why = error instanceof Error ? error.message : String(error);
      return null;
    }),
    late,
  ]);
  if (url === "late") {
    server.kill();
    return { url: null, why: "late", findings: [finding("usable", `the server does not start within ${START_MS} ms`)] };
  }
  if (url !== null) return { url, why, findings: [] };
  const code = await Promise.race([server.exited, sleep(END_MS, "alive" as const, { ref: false })]);
  server.kill();
  const findings: Finding[] = [];
  if (!isSentence(why)) findings.push(finding("usable", `the start ends with ${code} and without a sentence: ${why}`));
  else if (code !== REFUSED)
    findings.push(finding("usable", `the server refuses to start and ends with ${code}: ${why}`));
  return { url: null, why, findings };
}

/** Something that an operator can read: one line that begins like a sentence. */
function isSentence(text: string): boolean {
  return /^[A-Z][^\n]{10,}$/.test(text) && !/\bundefined\b|\[object /.test(text);
}
