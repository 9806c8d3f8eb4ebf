// How does bubblewrap wall a run in?
import { lstatSync, readlinkSync } from "node:fs";
import { sep } from "node:path";
import type { WorkspacePaths } from "@mayfly/core";
import type { ProcessLimits } from "../script-engine-options.ts";
import { asFirstProcess } from "./first-process.ts";
import { limited } from "./limited.ts";
import { plainCommand } from "./node-command.ts";
import type { Wall } from "./wall.ts";

export interface BubblewrapSetting {
  readonly bwrap: string;
  readonly prlimit: string | null;
  readonly node: string;
  readonly limits: ProcessLimits;
  readonly hiddenDirs: readonly string[];
  /** Whether this bubblewrap knows what 0.8 brought: no further user namespaces, and bounded memory file systems. */
  readonly modern: boolean;
}

/** What programs need to start, and no more: not all of `/usr`, where servers are put in `/usr/src` or `/usr/local`. */
const SYSTEM_DIRS = [
  "/usr/bin",
  "/usr/sbin",
  "/usr/lib",
  "/usr/lib32",
  "/usr/lib64",
  "/usr/libx32",
  "/usr/libexec",
  "/usr/share",
  "/usr/local/bin",
  "/usr/local/lib",
  "/usr/local/share",
  "/bin",
  "/sbin",
  "/lib",
  "/lib32",
  "/lib64",
  "/libx32",
  "/nix/store",
  "/etc/ld.so.cache",
  "/etc/alternatives",
];
/** Where package managers put programs such as this one. */
const NEVER_SEEN = ["/usr/lib/node_modules", "/usr/local/lib/node_modules", "/usr/local/share/.config"];
/** Bytes of each memory file system; a run's files belong on disk, where they are counted. */
const MEMORY_FILES = String(64 * 1024 * 1024);

/**
 * Wall 1: no network, own processes, and a file system made of the system's programs and the run's own folders, at the
 * same paths as outside. Nothing but `runDir`, `/tmp` and `/dev/shm` can be written.
 */
export function bubblewrapWall(setting: BubblewrapSetting): Wall {
  const { bwrap, prlimit, node, limits } = setting;
  const hidden = [...NEVER_SEEN, ...setting.hiddenDirs].filter(
    (folder) => isUnder(folder, SYSTEM_DIRS) && kindOf(folder) === "folder",
  );
  const system = systemArguments(setting.modern, hidden);
  return {
    name: "bubblewrap",
    title: "bubblewrap",
    network: "none",
    languages: "any",
    ownProcesses: true,
    outside: [],
    command: (program, paths, run) => ({
      limits: null,
      command: [
        bwrap,
        ...system,
        ...workspaceArguments(paths),
        ...(isUnder(node, SYSTEM_DIRS) ? [] : ["--ro-bind", node, node]),
        // Only now, because the run's folders may lie in one that is hidden.
        ...[...hidden, "/"].flatMap((folder) => ["--remount-ro", folder]),
        ...["--chdir", paths.runDir, "--"],
        ...limited(
          { prlimit, limits, run, kind: program.kind },
          asFirstProcess(plainCommand(node, limits.memoryBytes, program)),
        ),
      ],
    }),
  };
}

function systemArguments(modern: boolean, hidden: readonly string[]): readonly string[] {
  return [
    "--unshare-all",
    "--unshare-user",
    ...(modern ? ["--disable-userns"] : []),
    // The wall and all in it end with the server.
    "--die-with-parent",
    "--new-session",
    "--as-pid-1",
    ...["--cap-drop", "ALL"],
    ...["--uid", "1000", "--gid", "1000", "--hostname", "run"],
    ...SYSTEM_DIRS.flatMap(systemDir),
    ...hidden.flatMap((folder) => ["--tmpfs", folder]),
    ...["--proc", "/proc", "--dev", "/dev"],
    ...(modern
      ? ["--size", MEMORY_FILES, "--tmpfs", "/dev/shm", "--size", MEMORY_FILES, "--tmpfs", "/tmp"]
      : ["--dir", "/tmp"]),
    ...["--remount-ro", "/dev"],
  ];
}

function workspaceArguments(paths: WorkspacePaths): readonly string[] {
  return [
    ...["--bind", paths.runDir, paths.runDir],
    ...["--ro-bind", paths.skillDir, paths.skillDir],
    // A run without inputs may have no such folder.
    ...["--ro-bind-try", paths.inputsDir, paths.inputsDir],
  ];
}

/** A link such as `/bin` → `usr/bin` stays the same link inside. */
function systemDir(path: string): readonly string[] {
  const kind = kindOf(path);
  if (kind === "link") return ["--symlink", readlinkSync(path), path];
  return kind === "absent" ? [] : ["--ro-bind", path, path];
}

function kindOf(path: string): "absent" | "link" | "folder" | "file" {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return "absent";
  if (stat.isSymbolicLink()) return "link";
  return stat.isDirectory() ? "folder" : "file";
}

function isUnder(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path === folder || path.startsWith(folder + sep));
}
