// Does a server that recovered and is left alone come to rest, and does everything hold then?
import { setTimeout as sleep } from "node:timers/promises";
import { audit } from "./audit/audit.ts";
import { auditProcesses } from "./audit/audit-processes.ts";
import { finding, type Finding } from "./audit/finding.ts";
import { atWork } from "./audit/records.ts";
import type { LabProcess } from "./lab/lab-process.ts";
import type { Laboratory } from "./lab/laboratory.ts";
import { clientOf } from "./load/client.ts";
import type { Journal } from "./load/journal.ts";
import type { Packages } from "./load/packages.ts";
import { awaiting } from "./load/random-load.ts";

export interface Recovered {
  readonly laboratory: Laboratory;
  readonly journal: Journal;
  readonly packages: Packages;
}

const DRAIN_MS = 60_000;
/** Runs that get their upload after all. */
const LATE_UPLOADS = 2;

/** Late uploads, a new run, rest, a sweep of every shard, the audit, and a polite end. */
export async function comeToRest(
  { laboratory, journal, packages }: Recovered,
  server: LabProcess,
  url: string,
): Promise<readonly Finding[]> {
  const client = clientOf(url, journal);
  for (const run of awaiting(journal).slice(0, LATE_UPLOADS)) await client.upload(run);
  const fresh = await client.create(packages.primes());
  if (fresh !== null) await client.upload(fresh);
  const findings: Finding[] = [];
  if (fresh === null || (await client.untilEnd(fresh)) !== "succeeded")
    findings.push(finding("usable", `a new run ends as ${JSON.stringify(fresh?.seen)}`));
  await rest(laboratory.dataDir);
  const sweptAt = Date.now();
  for (let pass = 0; pass < 2; pass += 1) {
    const { failures } = await server.ask("sweep");
    if (failures > 0) findings.push(finding("no temporary file", `${failures} parts of a sweep failed`));
  }
  findings.push(...audit(laboratory.dataDir, journal, sweptAt));
  findings.push(...(await auditProcesses(laboratory.dataDir, journal.servers, server.pid)));
  const code = await server.stop();
  if (code !== 0) findings.push(finding("usable", `the server ended with ${code} when it was asked to`));
  findings.push(...(await auditProcesses(laboratory.dataDir, journal.servers, null)));
  return findings;
}

/** Resolves when nothing is at work, or when that takes too long, which the audit then finds. */
async function rest(dataDir: string): Promise<void> {
  for (const deadline = performance.now() + DRAIN_MS; performance.now() < deadline; await sleep(20)) {
    if (atWork(dataDir) === 0) return;
  }
}
