// What is left where the system gives no namespaces?
import type { ProcessLimits } from "../script-engine-options.ts";
import { gateLimits } from "./limited.ts";
import { permissionCommand } from "./node-command.ts";
import { endsWithServer } from "./ends-with-server.ts";
import type { SystemTools } from "./system-tools.ts";
import type { Wall } from "./wall.ts";

/**
 * Wall 3: Node's permission model alone. It keeps files and child processes from a script, but not the network, and it
 * lets a script signal any process of the same user. Not for strangers' code.
 */
export function permissionsWall(tools: SystemTools, node: string, limits: ProcessLimits): Wall {
  return {
    name: "permissions",
    title: "Node permissions alone",
    network: "open",
    languages: "javascript",
    ownProcesses: false,
    outside: endsWithServer(tools.setpriv),
    command: (program, paths, run) => ({
      limits: gateLimits(limits, run, program.kind),
      command: permissionCommand(node, limits.memoryBytes, program, paths),
    }),
  };
}
