// How does a server come to the point that it kills itself at? It is walked through, and swept where that was not enough.
import { setTimeout as sleep } from "node:timers/promises";
import type { Laboratory } from "../lab/laboratory.ts";
import type { LabProcess } from "../lab/lab-process.ts";
import type { Point } from "../ports/point.ts";
import { clientOf } from "./client.ts";
import type { Journal } from "./journal.ts";
import type { Packages } from "./packages.ts";
import { walk } from "./walk.ts";

export interface Place {
  readonly laboratory: Laboratory;
  readonly journal: Journal;
  readonly packages: Packages;
}

/** Until what is retained for the shortest time has expired. */
const EXPIRED_MS = 1500;

export interface WalkEnd {
  /** Whether it died there, and was not killed because the point did not come. */
  readonly reached: boolean;
  /** With which it ended by itself; `null` where it was killed. */
  readonly code: number | null;
}

/** Starts a server that kills itself at `point`, and walks through it until it does. */
export async function walkToPoint({ laboratory, journal, packages }: Place, point: Point): Promise<WalkEnd> {
  const server = laboratory.start(point);
  const url = await server.listening;
  if (url === null) return { reached: true, code: await server.exited };
  const walking = walk({ client: clientOf(url, journal), packages, journal });
  await Promise.race([walking.then(() => sweepLate(server)), server.exited]);
  const reached = !server.alive;
  server.kill();
  await walking;
  return { reached, code: await server.exited };
}

/** A sweep of every shard does what no walk brings about, such as looking for outputs of nobody. */
export async function sweepLate(server: LabProcess): Promise<void> {
  await sleep(EXPIRED_MS);
  if (server.alive) await Promise.race([server.ask("sweep").catch(() => null), server.exited]);
}
