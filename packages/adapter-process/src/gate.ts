// How does a process exist, on record, before it runs a line of the skill?
import { spawn, type ChildProcess } from "node:child_process";
import { open } from "node:fs/promises";
import { Socket } from "node:net";
import type { Readable } from "node:stream";
import { err, ok, type Result } from "neverthrow";
import type { ProcessIdentity } from "@mayfly/core";
import type { Host } from "./host.ts";
import { identityOf, MARK_NAME, markValue } from "./process-identity.ts";
import { processEntry } from "./process-table.ts";
import { LINE_FEED_NAME, shellOrder, shellWords, type ShellSetting } from "./shell-order.ts";

const GATE_SHELL = "/bin/sh";
/** How long, in ms, a program that was let through has the machine before the next process is started. */
const HEAD_START_MS = 25;
/** The gate reads its lines from here; at the server's death it reads end of file instead, and ends. */
const GATE_FD = 3;
/** Here it is said that the program is reached: by a wall's own first process that the wall stands, else by the gate. */
export const READY_FD = 4;

/** The first line is what to become. It comes when a run needs the process, which may have waited for long. */
const WAIT = `${LINE_FEED_NAME}='\n'; IFS= read -r order <&${GATE_FD} || exit 125; eval "$order"`;
/** The second line marks the environment of everything that follows. `read` takes a line byte by byte. */
const PASS = `{ IFS= read -r ${MARK_NAME} <&${GATE_FD} || exit 125; } && export ${MARK_NAME}`;

export interface GatedStart extends ShellSetting {
  readonly command: readonly string[];
  /** Whether the command says on `READY_FD` when the wall stands. */
  readonly saysReady: boolean;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface GatedProcess {
  readonly identity: ProcessIdentity;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Lets the command run. */
  open(): void;
  /** Whether the wall stood and the program behind it was reached; settles at the latest when the command is gone. */
  readonly ready: Promise<boolean>;
  readonly exited: Promise<Exit>;
}

/** Starts a shell, leader of its own session and process group, that waits at a gate. Fails with a sentence. */
export type StartGated = (start: GatedStart) => Promise<Result<GatedProcess, string>>;

/** Starts a process within `outside` when it is asked for one, and leaves none behind. */
export function gatesOnDemand(host: Host, outside: readonly string[]): StartGated {
  return async (start) => (await startShell(host, outside)).map((shell) => behindGate(shell, start, () => {}));
}

/**
 * The same with a process that waits already for whoever comes next, from the first gate that opens on: to start one
 * means to copy the server, which takes the longer the larger it is. It keeps nothing alive, and ends with the server.
 */
export function gatesAhead(host: Host, outside: readonly string[]): StartGated {
  let next: Promise<Result<WaitingShell, string>> | null = null;
  const prepare = (): void => {
    const begin = (): void => void (next ??= startShell(host, outside));
    setTimeout(begin, HEAD_START_MS).unref();
  };
  return async (start) => {
    const prepared = next;
    next = null;
    const shell = (await prepared)?.unwrapOr(null) ?? null;
    const ready = shell?.isAlive() === true ? ok(shell) : await startShell(host, outside);
    return ready.map((each) => behindGate(each, start, prepare));
  };
}

interface WaitingShell {
  readonly identity: ProcessIdentity;
  readonly child: ChildProcess;
  readonly stdout: Socket;
  readonly stderr: Socket;
  readonly gate: Socket;
  readonly said: Socket;
  readonly exited: Promise<Exit>;
  isAlive(): boolean;
}

async function startShell(host: Host, outside: readonly string[]): Promise<Result<WaitingShell, string>> {
  try {
    return await trulyStartShell(host, outside);
  } catch (cause) {
    return err(`Cannot start a process: ${String(cause)}.`);
  }
}

async function trulyStartShell(
  { bootId, inheritedDescriptors }: Host,
  outside: readonly string[],
): Promise<Result<WaitingShell, string>> {
  await using nothing = inheritedDescriptors.length === 0 ? null : await open("/dev/null", "r");
  const [first, ...rest] = [...outside, GATE_SHELL, "-c", WAIT];
  const child = spawn(first, rest, {
    cwd: "/",
    env: {},
    stdio: ["ignore", "pipe", "pipe", "pipe", "pipe", ...covered(inheritedDescriptors, nothing?.fd ?? "ignore")],
    detached: true,
  });
  const failed = new Promise<string>((resolve) => child.on("error", (error) => resolve(error.message)));
  if (child.pid === undefined) return err(`Cannot start a process: ${await failed}.`);
  const exited = new Promise<Exit>((resolve) => child.on("exit", (code, signal) => resolve({ code, signal })));

  const [, stdout, stderr, gate, said] = child.stdio;
  const identity = await identityOf(child.pid, bootId);
  if (
    identity === null ||
    !(stdout instanceof Socket) ||
    !(stderr instanceof Socket) ||
    !(gate instanceof Socket) ||
    !(said instanceof Socket)
  ) {
    child.kill("SIGKILL");
    await exited;
    return err("Cannot start a process: the system does not tell when it began.");
  }
  child.unref();
  for (const each of [stdout, stderr, gate, said]) {
    // It may be gone already, or while it waits; then there is an exit to tell of it.
    each.on("error", () => {});
    each.unref();
  }
  // Node may hear of its end later.
  const isAlive = (): boolean =>
    child.exitCode === null && child.signalCode === null && processEntry(identity.pid)?.dead !== true;
  return ok({ identity, child, stdout, stderr, gate, said, exited, isAlive });
}

/** Gives a waiting shell its order; `opened` is called when its gate is open. */
function behindGate(shell: WaitingShell, start: GatedStart, opened: () => void): GatedProcess {
  const { identity, child, stdout, stderr, gate, said, exited } = shell;
  for (const each of [child, stdout, stderr, gate, said]) each.ref();
  const ready = hears(said, child);
  const become = `exec ${shellWords(start.command)} ${GATE_FD}<&-`;
  const last = start.saysReady ? [PASS, become] : [PASS, `echo >&${READY_FD}`, `${become} ${READY_FD}>&-`];
  gate.write(`${shellOrder(start, last)}\n`);
  return {
    identity,
    stdout,
    stderr,
    exited,
    ready,
    open() {
      gate.end(`${markValue(identity)}\n`);
      opened();
    },
  };
}

/** Entries from the fifth descriptor on that put `nothing` over each inherited one. */
function covered(inherited: readonly number[], nothing: number | "ignore"): ("ignore" | number)[] {
  const first = READY_FD + 1;
  const count = Math.max(0, ...inherited.map((fd) => fd - first + 1));
  return Array.from({ length: count }, (_, index) => (inherited.includes(index + first) ? nothing : "ignore"));
}

function hears(said: Socket, child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    said.on("data", () => resolve(true));
    said.on("error", () => resolve(false));
    said.on("close", () => resolve(false));
    child.on("close", () => resolve(false));
  });
}
