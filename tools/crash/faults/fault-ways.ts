// Which ways through the service are taken one by one, while something fails or before somebody dies?
import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { outputsFolder } from "../audit/audit-outputs.ts";
import type { LabProcess } from "../lab/lab-process.ts";
import type { Laboratory } from "../lab/laboratory.ts";
import { clientOf, type Client } from "../load/client.ts";
import type { Journal } from "../load/journal.ts";
import type { Packages } from "../load/packages.ts";
import { go, WAYS, type WayName } from "../load/walk.ts";

/** A way through the service, or the sweep, which goes by itself. */
export type FaultWay = WayName | "a sweep";
/** The sweep first: where others are swept after, it has told of its calls already. */
export const FAULT_WAYS: readonly FaultWay[] = ["a sweep", ...(Object.keys(WAYS) as WayName[])];

export interface OnTheWay {
  readonly journal: Journal;
  readonly laboratory: Laboratory;
  readonly packages: Packages;
  readonly server: LabProcess;
  readonly url: string;
}

/** The id of a run that never was. */
const NOBODY = "00000000000000000000000000";
/** Longer than files are retained where a sweep is to find them. */
const EXPIRED_MS = 1100;

/** Takes a way as far as there are answers. */
export async function takeWay({ journal, packages, server }: OnTheWay, way: FaultWay, client: Client): Promise<void> {
  if (way !== "a sweep") return go({ client, journal, packages }, way);
  try {
    await server.ask("sweep");
  } catch (error) {
    if (server.alive) throw error;
  }
}

/** What a sweep has to remove: expired files, and such as no record knows. */
export async function litter({ journal, laboratory, packages, url }: OnTheWay): Promise<void> {
  await go({ client: clientOf(url, journal), journal, packages }, "a run that is retained");
  await sleep(EXPIRED_MS);
  const outputs = relative(laboratory.dataDir, outputsFolder(laboratory.dataDir, NOBODY));
  for (const folder of [`tmp/${NOBODY}/work.a/run`, `tmp/${NOBODY}/upload.a`, `${outputs}/logs`, "tmp/trash/x"]) {
    mkdirSync(join(laboratory.dataDir, folder), { recursive: true });
    writeFileSync(join(laboratory.dataDir, folder, "file"), "left");
  }
}
