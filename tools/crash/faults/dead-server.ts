// What does a server leave that was killed in the middle of its work, to be started again and again?
import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { auditProcesses } from "../audit/audit-processes.ts";
import { readRecords } from "../audit/records.ts";
import { openLaboratory, type Laboratory } from "../lab/laboratory.ts";
import { emptyJournal, type Journal } from "../load/journal.ts";
import type { Packages } from "../load/packages.ts";
import { walkToPoint } from "../load/walk-to-point.ts";
import { pointOf, type Point } from "../ports/point.ts";
import { BY_FAULT } from "./fault-stage.ts";

export interface DeadServer {
  /** The phases of its runs, `AN_INSTALL` where one goes on, and `A_JOB` where one needs but to be started. */
  readonly left: ReadonlySet<string>;
  /** A laboratory with all that it left, in which nobody was yet. */
  again(): { readonly laboratory: Laboratory; readonly journal: Journal };
  remove(): void;
}

const SETTINGS = { MAYFLY_SWEEP_INTERVAL: "1h", MAYFLY_DEBUG_TTL: "1s" };

/** Where a server dies, and what it has to leave: a run in that phase, or something else that `DeadServer` names. */
export interface Kill {
  readonly place: string;
  readonly leaves: string;
}

export const AN_INSTALL = "an install";
export const A_JOB = "a job";

/** Together they leave work in every state. */
export const KILLS: readonly Kill[] = [
  { place: "uploads.receive@receive-upload:before:1", leaves: "receiving" },
  { place: "runs.commit(stage)@commit:after:1", leaves: "staging" },
  { place: "runs.commit(enqueue)@commit:after:2", leaves: "queued" },
  { place: "outputs.seal@settle-run:after:1", leaves: "running" },
  { place: "runs.commit(end)@commit:before:1", leaves: "cleaning" },
  { place: "runs.commit(delete)@commit:after:1", leaves: "deleting" },
  { place: "cache.followers@settle-followers:before:2", leaves: "following" },
  { place: "installs.settle@install-skill:before:2", leaves: AN_INSTALL },
  { place: "cache.place@create-equal:after:1", leaves: A_JOB },
];

/** A server that died as `kill` wants it. What of a walk comes first is not the same each time, so it is walked again. */
export async function killServer(packages: Packages, { place, leaves }: Kill): Promise<DeadServer> {
  const point = pointOf(place);
  if (point === null) throw new Error(`${place} names no point.`);
  for (let walks = 0; walks < MOST_WALKS; walks += 1) {
    const dead = await killAt(packages, point);
    if (dead.left.has(leaves)) return dead;
    dead.remove();
  }
  throw new Error(`No server that dies at ${place} leaves ${leaves}.`);
}

async function killAt(packages: Packages, point: Point): Promise<DeadServer> {
  const journal = emptyJournal();
  // One program at a time, so that other runs wait for it.
  const laboratory = openLaboratory(journal, { ...SETTINGS, MAYFLY_MAX_RUNNING: "1" });
  await walkToPoint({ laboratory, journal, packages }, point);
  // A program that outlives it writes into its own folder; the copies are to be alike.
  await auditProcesses(laboratory.dataDir, journal.servers, null, OUTLIVED_MS);
  return {
    left: leftIn(laboratory.dataDir),
    again() {
      const copied = copyOf(journal);
      const next = openLaboratory(copied, SETTINGS);
      cpSync(laboratory.dataDir, next.dataDir, { recursive: true });
      mkdirSync(join(next.root, "orders"));
      return { laboratory: next, journal: copied };
    },
    remove: () => laboratory.remove(),
  };
}

function leftIn(dataDir: string): ReadonlySet<string> {
  const { runs, installs } = readRecords(dataDir);
  const left = new Set([...runs.values()].map(({ phase }) => phase));
  if ([...installs.values()].some(({ status }) => status === "running")) left.add(AN_INSTALL);
  if ([...runs.values()].some(({ phase, cacheKey }) => phase === "awaiting_upload" && cacheKey !== null))
    left.add(A_JOB);
  return left;
}

const MOST_WALKS = 9;
const OUTLIVED_MS = 3000;

/** Runs may end for what is done to the next server. */
function copyOf({ runs, installs, versions, oddities }: Journal): Journal {
  return {
    runs: new Map([...runs].map(([id, run]) => [id, { ...run, tolerates: BY_FAULT }])),
    installs: new Map([...installs].map(([id, install]) => [id, { ...install }])),
    versions: [...versions],
    oddities: [...oddities],
    servers: [],
  };
}
