// How is a process found again, and only that one, after a restart?
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import type { ProcessIdentity } from "@mayfly/core";
import { processEntry } from "./process-table.ts";

const run = promisify(execFile);

/** The identity of a living process of this boot; `null` when it is gone or the system does not tell. */
export async function identityOf(pid: number, bootId: string): Promise<ProcessIdentity | null> {
  const startTime = await startTimeOf(pid);
  return startTime === null ? null : { pid, startTime, bootId };
}

/** Names this boot of the machine; `""` when the system does not tell, which then matches every other `""`. */
export async function readBootId(): Promise<string> {
  try {
    if (process.platform === "linux") return (await readFile("/proc/sys/kernel/random/boot_id", "utf8")).trim();
    // `{ sec = 1700000000, usec = 0 } Tue …`
    const { stdout } = await run("/usr/sbin/sysctl", ["-n", "kern.boottime"]);
    return /sec = (\d+)/.exec(stdout)?.[1] ?? "";
  } catch {
    return "";
  }
}

/** The environment entry that marks every process of a job, so that those which left its group are still found. */
export function markOf(identity: ProcessIdentity): string {
  return `${MARK_NAME}=${markValue(identity)}`;
}

export const MARK_NAME = "MAYFLY_PROCESS";

export function markValue(identity: ProcessIdentity): string {
  return `${identity.pid}/${identity.startTime.replaceAll(/\s+/g, "-")}/${identity.bootId}`;
}

async function startTimeOf(pid: number): Promise<string | null> {
  if (process.platform === "linux") {
    const entry = processEntry(pid);
    return entry === null || entry.dead ? null : entry.startTime;
  }
  try {
    const { stdout } = await run("/bin/ps", ["-o", "lstart=", "-p", String(pid)], { env: { LC_ALL: "C", TZ: "UTC" } });
    return stdout.trim() === "" ? null : stdout.trim();
  } catch {
    return null;
  }
}
