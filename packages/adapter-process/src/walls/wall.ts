// What is a wall around a run's program?
import type { EngineLimits, WorkspacePaths } from "@mayfly/core";
import type { Program } from "../program.ts";

export type WallName = "bubblewrap" | "namespaces" | "permissions" | "none";

export interface Wall {
  readonly name: WallName;
  /** For people. */
  readonly title: string;
  readonly network: "none" | "open";
  readonly languages: "any" | "javascript";
  /**
   * Whether its processes have a namespace of their own. Then the wall's first process says on `READY_FD` that the
   * wall stands, turns signals into exit codes above 128, and its end is the end of all.
   */
  readonly ownProcesses: boolean;
  /** The commands that run `program` behind this wall. */
  command(program: Program, paths: WorkspacePaths, limits: EngineLimits): WalledCommand;
}

export interface WalledCommand {
  /** Starts the gate, which is given at its end: what need not wait until the gate opens. Empty where there is nothing. */
  readonly around: readonly string[];
  /** What the gate starts. */
  readonly inside: readonly string[];
}
