// Which wall stands on this machine?
import type { Host } from "../host.ts";
import type { ProcessLimits, SandboxSetting } from "../script-engine-options.ts";
import { bubblewrapWall } from "./bubblewrap.ts";
import { namespacesWall } from "./namespaces.ts";
import { noWall } from "./no-wall.ts";
import { permissionsWall } from "./permissions.ts";
import { findSystemTools, type SystemTools } from "./system-tools.ts";
import { tryWall } from "./trial.ts";
import type { Wall, WallName } from "./wall.ts";

export interface WallSetting {
  readonly sandbox: SandboxSetting;
  readonly node: string;
  readonly limits: ProcessLimits;
  readonly hiddenDirs: readonly string[];
  readonly scratchDir: string;
  readonly host: Host;
}

export interface ChosenWall {
  /** `null` when none of those asked for stands. */
  readonly wall: Wall | null;
  /** Why each stronger wall is not the one, as `name: reason`. */
  readonly passedOver: readonly string[];
  /** Whether a wall could not be tried now, so that another time there may be one. No weaker one is taken in its place. */
  readonly undecided: boolean;
}

/** From the strongest; `none` is never chosen by itself. */
const BY_STRENGTH: readonly WallName[] = ["bubblewrap", "namespaces", "permissions"];

/** Tries the walls by real starts, strongest first, and takes the first that holds. */
export async function chooseWall(setting: WallSetting): Promise<ChosenWall> {
  const tools = await findSystemTools();
  const passedOver: string[] = [];
  for (const name of setting.sandbox === "auto" ? BY_STRENGTH : [setting.sandbox]) {
    const candidates = wallsNamed(name, tools, setting);
    let reason = `${name === "bubblewrap" ? "bwrap" : "unshare"} is not installed`;
    for (const wall of candidates) {
      const verdict = await tryWall(wall, setting.host, setting.scratchDir);
      if (verdict.kind === "holds") return { wall, passedOver, undecided: false };
      reason = verdict.why;
      if (verdict.kind === "untried") {
        return { wall: null, passedOver: [...passedOver, `${name}: ${reason}`], undecided: true };
      }
    }
    passedOver.push(`${name}: ${reason}`);
  }
  return { wall: null, passedOver, undecided: false };
}

function wallsNamed(name: WallName, tools: SystemTools, setting: WallSetting): readonly Wall[] {
  const { node, limits, hiddenDirs } = setting;
  const { bwrap, unshare, prlimit } = tools;
  if (name === "none") return [noWall(tools, node, limits)];
  if (name === "permissions") return [permissionsWall(tools, node, limits)];
  if (process.platform !== "linux") return [];
  if (name === "namespaces") return unshare === null ? [] : [namespacesWall(unshare, tools, node, limits)];
  if (bwrap === null) return [];
  return [true, false].map((modern) => bubblewrapWall({ bwrap, prlimit, node, limits, hiddenDirs, modern }));
}
