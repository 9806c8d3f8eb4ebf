// What is a wall around a run's program?
import type { EngineLimits, WorkspacePaths } from "@mayfly/core";
import type { Program } from "../program.ts";
import type { ShellLimits } from "../shell-order.ts";

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
  /** Starts the gate, which is given at its end: what is the same for every program. Empty where there is nothing. */
  readonly outside: readonly string[];
  /** What runs `program` behind this wall. */
  command(program: Program, paths: WorkspacePaths, limits: EngineLimits): WalledCommand;
}

export interface WalledCommand {
  /** What the gate is held to, and all that comes of it; `null` where the command sees to that itself. */
  readonly limits: ShellLimits | null;
  /** What the gate becomes. */
  readonly command: readonly string[];
}
