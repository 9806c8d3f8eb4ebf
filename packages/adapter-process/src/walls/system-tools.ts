// Which tools of the system can a wall be built from?
import { execFile } from "node:child_process";
import { realpath } from "node:fs/promises";
import { promisify } from "node:util";
import { findProgram } from "../program.ts";

const run = promisify(execFile);
const FOLDERS = ["/usr/bin", "/bin", "/usr/local/bin", "/usr/sbin", "/run/current-system/sw/bin"];

/** Absolute paths; `null` where the tool is missing or too old. */
export interface SystemTools {
  readonly bwrap: string | null;
  readonly unshare: string | null;
  readonly setpriv: string | null;
  readonly prlimit: string | null;
}

/** Finds the tools, and tries the two whose small versions (busybox) lack what is needed. */
export async function findSystemTools(): Promise<SystemTools> {
  const [bwrap, unshare, setpriv, prlimit] = await Promise.all(["bwrap", "unshare", "setpriv", "prlimit"].map(find));
  return {
    bwrap: bwrap ?? null,
    unshare: unshare ?? null,
    setpriv: await ifWorks(setpriv ?? null, ["--no-new-privs", "--pdeathsig", "KILL", "--", "/bin/sh", "-c", ":"]),
    prlimit: await ifWorks(prlimit ?? null, ["--core=0", "--nofile=64", "--", "/bin/sh", "-c", ":"]),
  };
}

async function find(name: string): Promise<string | null> {
  const path = await findProgram(name, FOLDERS);
  return path === null ? null : realpath(path);
}

async function ifWorks(tool: string | null, args: readonly string[]): Promise<string | null> {
  if (tool === null || process.platform !== "linux") return null;
  return run(tool, args, { env: {} }).then(
    () => tool,
    () => null,
  );
}
