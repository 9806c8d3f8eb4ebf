// How does a run start when the operator wants no wall?
import type { ProcessLimits } from "../script-engine-options.ts";
import { endsWithServer } from "./ends-with-server.ts";
import { gateLimits } from "./limited.ts";
import { plainCommand } from "./node-command.ts";
import type { SystemTools } from "./system-tools.ts";
import type { Wall } from "./wall.ts";

/** `MAYFLY_SANDBOX=none`: a run may do what the server's user may do. Limits and the end of all processes remain. */
export function noWall(tools: SystemTools, node: string, limits: ProcessLimits): Wall {
  return {
    name: "none",
    title: "none",
    network: "open",
    languages: "any",
    ownProcesses: false,
    outside: endsWithServer(tools.setpriv),
    command: (program, _paths, run) => ({
      limits: gateLimits(limits, run, program.kind),
      command: plainCommand(node, limits.memoryBytes, program),
    }),
  };
}
