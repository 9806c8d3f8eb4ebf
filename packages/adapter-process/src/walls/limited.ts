// How is a program held to the system's limits?
import { release } from "node:os";
import type { EngineLimits } from "@mayfly/core";
import type { Program } from "../program.ts";
import type { ProcessLimits } from "../script-engine-options.ts";
import type { ShellLimits } from "../shell-order.ts";

/** Address space that V8 reserves for code at its start (Node 24) and that the system counts as if it were used. */
const RESERVED_FOR_CODE = 512 * 1024 * 1024;

export interface LimitedProgram {
  /** The tool, `null` where there is none. */
  readonly prlimit: string | null;
  readonly limits: ProcessLimits;
  readonly run: EngineLimits;
  readonly kind: Program["kind"];
}

/** The limits of a program that shares the user's count of processes with the server. */
export function gateLimits(limits: ProcessLimits, run: EngineLimits, kind: Program["kind"]): ShellLimits | null {
  // Elsewhere nobody has tried them.
  if (process.platform !== "linux") return null;
  const { openFiles } = limits;
  return { memoryBytes: dataBytes(limits, kind), fileBytes: run.maxWrittenBytes, openFiles };
}

/**
 * `command` under resource limits, in a fresh user namespace, which has its own count of processes; unchanged where
 * there is no `prlimit`.
 */
export function limited(program: LimitedProgram, command: readonly string[]): readonly string[] {
  const { prlimit, limits, run, kind } = program;
  if (prlimit === null) return command;
  const processes = countsProcessesPerNamespace() ? [`--nproc=${limits.processes}`] : [];
  const flags = [
    "--core=0",
    `--data=${dataBytes(limits, kind)}`,
    `--fsize=${run.maxWrittenBytes}`,
    `--nofile=${limits.openFiles}`,
  ];
  return [prlimit, ...flags, ...processes, "--", ...command];
}

/** Memory is limited as data, because a limit on address space would count all that is only reserved. */
function dataBytes({ memoryBytes }: ProcessLimits, kind: Program["kind"]): number {
  return memoryBytes + (kind === "javascript" ? RESERVED_FOR_CODE : 0);
}

/** Linux counts them so from 5.14 on; before, the limit would count everything that the user runs. */
function countsProcessesPerNamespace(): boolean {
  const [major = 0, minor = 0] = release()
    .split(".")
    .map((part) => Number.parseInt(part, 10));
  return major > 5 || (major === 5 && minor >= 14);
}
