// How does a process exist, on record, before it runs a line of the skill?
import { spawn, type ChildProcess } from "node:child_process";
import { open } from "node:fs/promises";
import { Readable, Writable } from "node:stream";
import { err, ok, type Result } from "neverthrow";
import type { ProcessIdentity } from "@mayfly/core";
import type { Host } from "./host.ts";
import { identityOf, MARK_NAME, markValue } from "./process-identity.ts";
import type { WalledCommand } from "./walls/wall.ts";

const GATE_SHELL = "/bin/sh";
/** The gate reads its line from here; at the server's death it reads end of file instead, and ends. */
const GATE_FD = 3;
/** Behind a wall with a first process of its own, that one says here that the wall stands. */
export const READY_FD = 4;

// `read` takes the line byte by byte. The line marks the environment of everything that follows.
const GATE = `IFS= read -r ${MARK_NAME} <&${GATE_FD} || exit 125; export ${MARK_NAME}; exec "$@" ${GATE_FD}<&-`;

export interface GatedStart {
  readonly command: WalledCommand;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** File descriptor of standard input. */
  readonly stdin: number;
  /** Whether the command says on `READY_FD` when the wall stands. */
  readonly saysReady: boolean;
  readonly host: Host;
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

/** Starts a shell, leader of its own session and process group, that waits at the gate. Fails with a sentence. */
export async function startBehindGate(start: GatedStart): Promise<Result<GatedProcess, string>> {
  const script = start.saysReady ? GATE : `${GATE} ${READY_FD}<&-`;
  const { inheritedDescriptors } = start.host;
  await using nothing = inheritedDescriptors.length === 0 ? null : await open("/dev/null", "r");
  const { around, inside } = start.command;
  const [first = GATE_SHELL, ...rest] = [...around, GATE_SHELL, "-c", script, "gate", ...inside];
  const child = spawn(first, rest, {
    cwd: start.cwd,
    env: { ...start.env },
    stdio: [start.stdin, "pipe", "pipe", "pipe", "pipe", ...covered(inheritedDescriptors, nothing?.fd ?? "ignore")],
    detached: true,
  });
  const failed = new Promise<string>((resolve) => child.on("error", (error) => resolve(error.message)));
  if (child.pid === undefined) return err(`Cannot start a process: ${await failed}.`);
  const exited = new Promise<Exit>((resolve) => child.on("exit", (code, signal) => resolve({ code, signal })));

  const { stdout, stderr } = child;
  const gate = child.stdio[GATE_FD];
  const said = child.stdio[READY_FD];
  const identity = await identityOf(child.pid, start.host.bootId);
  if (
    identity === null ||
    stdout === null ||
    stderr === null ||
    !(gate instanceof Writable) ||
    !(said instanceof Readable)
  ) {
    child.kill("SIGKILL");
    await exited;
    return err("Cannot start a process: the system does not tell when it began.");
  }
  // The gate may be gone already; then there is an exit to tell of it.
  gate.on("error", () => {});
  const ready = start.saysReady ? hears(said, child) : exited.then(() => true);
  if (!start.saysReady) said.resume();
  return ok({ identity, stdout, stderr, exited, ready, open: () => gate.end(`${markValue(identity)}\n`) });
}

/** Entries from the fifth descriptor on that put `nothing` over each inherited one. */
function covered(inherited: readonly number[], nothing: number | "ignore"): ("ignore" | number)[] {
  const first = READY_FD + 1;
  const count = Math.max(0, ...inherited.map((fd) => fd - first + 1));
  return Array.from({ length: count }, (_, index) => (inherited.includes(index + first) ? nothing : "ignore"));
}

function hears(said: Readable, child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    said.on("data", () => resolve(true));
    said.on("error", () => resolve(false));
    said.on("close", () => resolve(false));
    child.on("close", () => resolve(false));
  });
}
