// Which processes are there, and how are they related?
import { readdir, readFile } from "node:fs/promises";

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
export async function processEntry(pid: number): Promise<ProcessEntry | null> {
  const stat = await readOrNull(`/proc/${pid}/stat`);
  return stat === null ? null : parseStat(stat);
}

/** The first child of `pid`, `null` without one. Behind a process namespace that is the namespace's first process. */
export async function firstChild(pid: number): Promise<ProcessEntry | null> {
  const children = await readOrNull(`/proc/${pid}/task/${pid}/children`);
  if (children !== null) {
    const first = children.trim().split(" ")[0] ?? "";
    return first === "" ? null : processEntry(Number(first));
  }
  // Kernels built without that file: look at everybody's parent.
  for await (const entry of allProcesses()) if (entry.parent === pid) return entry;
  return null;
}

/** Every living process that carries `mark` in the environment it was started with, or belongs to `group`. */
export async function relatedProcesses(mark: string, group: number | null): Promise<readonly ProcessEntry[]> {
  const related: ProcessEntry[] = [];
  for await (const entry of allProcesses()) {
    if (entry.dead || entry.pid === process.pid) continue;
    if (entry.group === group || entry.session === group || (await carries(entry.pid, mark))) related.push(entry);
  }
  return related;
}

async function* allProcesses(): AsyncGenerator<ProcessEntry> {
  // No /proc (macOS): nobody can be found this way, and the process group is all there is.
  const names = await readdir("/proc").catch(() => []);
  for (const name of names) {
    if (!/^\d+$/.test(name)) continue;
    const entry = await processEntry(Number(name));
    if (entry !== null) yield entry;
  }
}

async function carries(pid: number, mark: string): Promise<boolean> {
  // Other users' environments cannot be read, and need not be: a run's processes are ours.
  const environment = await readOrNull(`/proc/${pid}/environ`);
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

async function readOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, "latin1");
  } catch {
    return null;
  }
}
