// How is a program held to the system's limits?
import { release } from "node:os";
import type { EngineLimits } from "@mayfly/core";
import type { ProcessLimits } from "../script-engine-options.ts";

/**
 * `command` under resource limits; unchanged where there is no `prlimit`. Memory by `--data`: `--as` would count the
 * address space that V8 only reserves. `countsOwn` says that processes are counted per user namespace and this command
 * runs in a fresh one; elsewhere the limit would count everything that the user runs.
 */
export function limited(
  prlimit: string | null,
  limits: ProcessLimits,
  run: EngineLimits,
  countsOwn: boolean,
  command: readonly string[],
): readonly string[] {
  if (prlimit === null) return command;
  const processes = countsOwn && countsProcessesPerNamespace() ? [`--nproc=${limits.processes}`] : [];
  return [
    prlimit,
    "--core=0",
    `--data=${limits.memoryBytes}`,
    `--fsize=${run.maxWrittenBytes}`,
    `--nofile=${limits.openFiles}`,
    ...processes,
    "--",
    ...command,
  ];
}

/** Linux counts them so from 5.14 on. */
function countsProcessesPerNamespace(): boolean {
  const [major = 0, minor = 0] = release().split(".").map((part) => Number.parseInt(part, 10));
  return major > 5 || (major === 5 && minor >= 14);
}
