// How is a program held to the system's limits?
import { release } from "node:os";
import type { EngineLimits } from "@mayfly/core";
import type { Program } from "../program.ts";
import type { ProcessLimits } from "../script-engine-options.ts";

/** Address space that V8 reserves for code at its start (Node 24) and that the system counts as if it were used. */
const RESERVED_FOR_CODE = 512 * 1024 * 1024;

export interface LimitedProgram {
  /** The tool, `null` where there is none. */
  readonly prlimit: string | null;
  readonly limits: ProcessLimits;
  readonly run: EngineLimits;
  readonly kind: Program["kind"];
  /** Whether the command runs in a fresh user namespace, which has its own count of processes. */
  readonly countsOwn: boolean;
}

/**
 * `command` under resource limits; unchanged where there is no `prlimit`. Memory by `--data`, because `--as` would
 * count all address space that is only reserved.
 */
export function limited(program: LimitedProgram, command: readonly string[]): readonly string[] {
  const { prlimit, limits, run, kind, countsOwn } = program;
  if (prlimit === null) return command;
  const data = limits.memoryBytes + (kind === "javascript" ? RESERVED_FOR_CODE : 0);
  const processes = countsOwn && countsProcessesPerNamespace() ? [`--nproc=${limits.processes}`] : [];
  const flags = ["--core=0", `--data=${data}`, `--fsize=${run.maxWrittenBytes}`, `--nofile=${limits.openFiles}`];
  return [prlimit, ...flags, ...processes, "--", ...command];
}

/** Linux counts them so from 5.14 on; before, the limit would count everything that the user runs. */
function countsProcessesPerNamespace(): boolean {
  const [major = 0, minor = 0] = release()
    .split(".")
    .map((part) => Number.parseInt(part, 10));
  return major > 5 || (major === 5 && minor >= 14);
}
