// With which flags does Node run a skill?
import type { WorkspacePaths } from "@mayfly/core";
import type { Program } from "../program.ts";

/** Share of the memory limit that V8 may fill with objects; the rest is for buffers, code and stacks. */
const HEAP_SHARE = 0.75;

/** The command of a program without any wall. */
export function plainCommand(node: string, memoryBytes: number, program: Program): readonly string[] {
  if (program.kind === "other") return program.command;
  return [node, heapFlag(memoryBytes), program.script];
}

/**
 * The command of a JavaScript program under Node's permission model: it reads its own folders, writes `runDir`, and
 * starts neither processes nor threads nor native code.
 */
export function permissionCommand(
  node: string,
  memoryBytes: number,
  program: Program,
  paths: WorkspacePaths,
): readonly string[] {
  if (program.kind !== "javascript") throw new Error("Only JavaScript has a permission model to run under");
  const readable = [paths.runDir, paths.skillDir, paths.inputsDir];
  return [
    node,
    heapFlag(memoryBytes),
    "--permission",
    ...readable.map((folder) => `--allow-fs-read=${folder}`),
    `--allow-fs-write=${paths.runDir}`,
    program.script,
  ];
}

function heapFlag(memoryBytes: number): string {
  return `--max-old-space-size=${Math.floor((memoryBytes * HEAP_SHARE) / (1024 * 1024))}`;
}
