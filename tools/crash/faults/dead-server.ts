// What does a server leave that was killed in the middle of its work, to be started again and again?
import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { auditProcesses } from "../audit/audit-processes.ts";
import { openLaboratory, type Laboratory } from "../lab/laboratory.ts";
import { clientOf } from "../load/client.ts";
import { emptyJournal, type Journal } from "../load/journal.ts";
import type { Packages } from "../load/packages.ts";
import { walk } from "../load/walk.ts";
import { pointOf, type Point } from "../ports/point.ts";
import { BY_FAULT } from "./fault-stage.ts";

export interface DeadServer {
  /** A laboratory with all that it left, in which nobody was yet. */
  again(): { readonly laboratory: Laboratory; readonly journal: Journal };
  remove(): void;
}

/** After so many milliseconds of the walk, or at a point that only a moment of it has. */
export type Killed = number | Point;

const SETTINGS = { MAYFLY_SWEEP_INTERVAL: "1h", MAYFLY_DEBUG_TTL: "1s" };
const POINTS = [
  "outputs.seal@settle-run:after:1",
  "installs.settle@install-skill:before:2",
  "runs.commit(end)@commit:before:1",
];

/** When servers die that leave work in every state. */
export const KILLS: readonly Killed[] = [400, 900, 1600, ...POINTS.flatMap((name) => pointOf(name) ?? [])];

export async function killServer(packages: Packages, killed: Killed): Promise<DeadServer> {
  const journal = emptyJournal();
  const laboratory = openLaboratory(journal, SETTINGS);
  const server = laboratory.start(typeof killed === "number" ? null : killed);
  const walking = walk({ client: clientOf(String(await server.listening), journal), packages, journal });
  await Promise.race([typeof killed === "number" ? sleep(killed) : walking, server.exited]);
  server.kill();
  await Promise.all([walking, server.exited]);
  // A program that outlives it writes into its own folder; the copies are to be alike.
  await auditProcesses(laboratory.dataDir, journal.servers, null, OUTLIVED_MS);
  return {
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
