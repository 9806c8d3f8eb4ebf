// Does a process still live that a dead server started? Known by its session, or by the data folder in what it was given.
import { setTimeout as sleep } from "node:timers/promises";
import { livingProcesses } from "../lab/process-table.ts";
import { finding, type Finding } from "./finding.ts";

const PATIENCE_MS = 10_000;

/** Looks for some seconds: what was killed a moment ago may take that long to go. Where there is no /proc, it sees nothing. */
export async function auditProcesses(
  dataDir: string,
  servers: readonly number[],
  living: number | null,
  patienceMs = PATIENCE_MS,
): Promise<Finding[]> {
  const own = servers.filter((pid) => pid !== living);
  for (const deadline = performance.now() + patienceMs; ; await sleep(50)) {
    const left = livingProcesses().filter(
      (each) => each.session !== living && (own.includes(each.session) || each.given.includes(dataDir)),
    );
    if (left.length === 0) return [];
    if (performance.now() > deadline)
      return left.map(({ pid, given }) => finding("no process left", `process ${pid}: ${given.slice(0, 200)}`));
  }
}
