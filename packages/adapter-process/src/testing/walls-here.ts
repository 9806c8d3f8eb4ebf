// Which walls can this machine's tests be run behind?
import type { Engine } from "@mayfly/core";
import { createScriptEngine } from "../script-engine.ts";
import type { ScriptEngineOptions } from "../script-engine-options.ts";
import type { WallName } from "../walls/wall.ts";

export interface WallHere {
  readonly wall: WallName;
  readonly engine: Engine;
}

export const ALL_WALLS: readonly WallName[] = ["bubblewrap", "namespaces", "permissions", "none"];

/** An engine behind each of `walls` that stands here; says of each other in one line why it is skipped. */
export async function wallsHere(
  walls: readonly WallName[],
  options: Omit<ScriptEngineOptions, "sandbox"> = {},
): Promise<WallHere[]> {
  const here: WallHere[] = [];
  for (const wall of walls) {
    const engine = await createScriptEngine({ ...options, sandbox: wall });
    const { available, reason } = engine.describe();
    if (available) here.push({ wall, engine });
    else process.stderr.write(`skipped behind ${wall} because: ${reason}\n`);
  }
  return here;
}
