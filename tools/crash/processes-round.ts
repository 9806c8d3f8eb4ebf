// One round in which the server lives, and processes that it started are killed: of its pool, of its runs, on the way there.
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { Random } from "../fuzz/random.ts";
import { finding, type Finding } from "./audit/finding.ts";
import type { Endured } from "./campaign.ts";
import { comeToRest } from "./come-to-rest.ts";
import { bugsIn } from "./faults/bugs-in.ts";
import { BY_FAULT } from "./faults/fault-stage.ts";
import { openLaboratory } from "./lab/laboratory.ts";
import { startedBy } from "./lab/process-table.ts";
import { clientOf } from "./load/client.ts";
import { emptyJournal } from "./load/journal.ts";
import type { Packages } from "./load/packages.ts";
import { randomLoad } from "./load/random-load.ts";

/** How an honest server may end a run whose program, or twice whose judge, was killed. */
const BY_KILL = [
  ...BY_FAULT,
  "RUN_KILLED",
  "RUN_EXIT_NONZERO",
  "RESULT_OUTPUT_MISSING",
  "PACKAGE_TOO_COSTLY",
  "RESULT_OUTPUT_TOO_COSTLY",
];
const LOAD_MS = 5000;
/** A client whose upload found no judge is told to come again, and waits for nothing. */
const PATIENCE_MS = 3000;
/** Between two kills, at most: the server gets something done. */
const PAUSE_MS = 600;

/** `reached` is whether anything was killed. */
export async function processesRound(seed: number, packages: Packages): Promise<Endured> {
  const random = new Random(seed);
  const journal = emptyJournal();
  const laboratory = openLaboratory(journal, { MAYFLY_DEBUG_TTL: "1s" });
  const server = laboratory.start(null);
  const url = String(await server.listening);
  const client = clientOf(url, journal, { tolerates: BY_KILL, patienceMs: PATIENCE_MS });
  const until = performance.now() + LOAD_MS;
  const goesOn = (): boolean => server.alive && performance.now() < until;
  const loading = randomLoad({ client, journal, packages, random }, goesOn);
  let killed = 0;
  while (goesOn()) {
    await sleep(random.below(PAUSE_MS));
    killed += Number(killOne(startedBy(server.pid), random));
  }
  await loading;
  const findings: Finding[] = server.alive
    ? [...(await comeToRest({ laboratory, journal, packages }, server, url))]
    : [finding("usable", "the server ended")];
  findings.push(...bugsIn(readFileSync(laboratory.logFile, "utf8")));
  if (findings.length === 0) laboratory.remove();
  const kept = findings.length === 0 ? null : laboratory.root;
  return { reached: killed > 0, runs: journal.runs.size, findings, kept };
}

/** Whether one of them was still there to be killed. */
function killOne(pids: readonly number[], random: Random): boolean {
  const [first, ...others] = pids;
  if (first === undefined) return false;
  try {
    return process.kill(random.pick([first, ...others]), "SIGKILL");
  } catch {
    return false;
  }
}
