// Which processes are there, and how are they related?
import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import type { ProcessIdentity } from "@mayfly/core";

export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  /** Clock ticks since boot, field 22 of proc_pid_stat(5). */
  readonly startTime: string;
  /** Dead, and only waiting for its parent to notice. */
  readonly dead: boolean;
}

/** The entry of `pid`, `null` when there is none or this system has no `/proc`. */
export function processEntry(pid: number): ProcessEntry | null {
  const stat = readOrNull(`/proc/${pid}/stat`);
  return stat === null ? null : parseStat(stat);
}

/** The first child of `pid`, `null` without one. Behind a process namespace that is the namespace's first process. */
export async function firstChild(pid: number): Promise<ProcessEntry | null> {
  const children = readOrNull(`/proc/${pid}/task/${pid}/children`);
  if (children !== null) {
    const first = children.trim().split(" ")[0] ?? "";
    return first === "" ? null : processEntry(Number(first));
  }
  // Kernels built without that file: look at everybody's parent.
  for await (const entry of allProcesses()) if (entry.parent === pid) return entry;
  return null;
}

/**
 * Every living process that began no earlier than `leader` and carries `mark` in the environment it was started with,
 * or belongs to the process group or session `group`.
 */
export async function relatedProcesses(
  leader: Pick<ProcessIdentity, "startTime">,
  mark: string,
  group: number | null,
): Promise<readonly ProcessEntry[]> {
  const related: ProcessEntry[] = [];
  for await (const entry of allProcesses()) {
    if (entry.dead || entry.pid === process.pid || Number(entry.startTime) < Number(leader.startTime)) continue;
    if (entry.group === group || entry.session === group || carries(entry.pid, mark)) related.push(entry);
  }
  return related;
}

/** The id that was given to a process or a thread last, `null` where there is no `/proc`. (proc_loadavg(5)) */
export function lastBirth(): string | null {
  return readOrNull("/proc/loadavg")?.trim().split(" ").at(-1) ?? null;
}

/** Processes looked at before others get a turn; one look takes some ten microseconds, and none ever waits for a disk. */
const AT_ONCE = 50;

export async function* allProcesses(): AsyncGenerator<ProcessEntry> {
  // No /proc (macOS): nobody can be found this way, and the process group is all there is.
  const names = await readdir("/proc").catch(() => []);
  let looked = 0;
  for (const name of names) {
    if (!/^\d+$/.test(name)) continue;
    looked += 1;
    if (looked % AT_ONCE === 0) await setImmediate();
    const entry = processEntry(Number(name));
    if (entry !== null) yield entry;
  }
}

function carries(pid: number, mark: string): boolean {
  // Other users' environments cannot be read, and need not be: a run's processes are ours.
  const environment = readOrNull(`/proc/${pid}/environ`);
  return environment !== null && environment.split("\0").includes(mark);
}

function parseStat(stat: string): ProcessEntry {
  // The name stands in parentheses and may itself hold spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state, parent, group, session] = fields;
  return {
    pid: Number.parseInt(stat, 10),
    parent: Number(parent),
    group: Number(group),
    session: Number(session),
    startTime: fields[19] ?? "",
    dead: state === "Z" || state === "X",
  };
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return null;
  }
}
