// How do bare namespaces and Node's permission model wall a run in?
import type { ProcessLimits } from "../script-engine-options.ts";
import { endsWithServer } from "./ends-with-server.ts";
import { asFirstProcess } from "./first-process.ts";
import { limited } from "./limited.ts";
import { permissionCommand } from "./node-command.ts";
import type { SystemTools } from "./system-tools.ts";
import type { Wall } from "./wall.ts";

/**
 * Wall 2: no network and own processes by the kernel, files by Node's permission model; so JavaScript only.
 * The file system is not walled by the kernel: whoever breaks out of Node's model reads what the server reads.
 */
export function namespacesWall(unshare: string, tools: SystemTools, node: string, limits: ProcessLimits): Wall {
  const { setpriv, prlimit } = tools;
  return {
    name: "namespaces",
    title: "namespaces and Node permissions",
    network: "none",
    languages: "javascript",
    ownProcesses: true,
    outside: endsWithServer(setpriv),
    command: (program, paths, run) => ({
      limits: null,
      command: [
        unshare,
        ...["--user", "--map-current-user", "--net", "--pid", "--ipc", "--uts", "--fork", "--kill-child", "--"],
        ...(setpriv === null ? [] : [setpriv, "--bounding-set=-all", "--inh-caps=-all", "--"]),
        ...limited(
          { prlimit, limits, run, kind: program.kind },
          asFirstProcess(permissionCommand(node, limits.memoryBytes, program, paths)),
        ),
      ],
    }),
  };
}
