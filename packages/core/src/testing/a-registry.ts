// What does a registry live in while it is tested? Skills and records in memory, and a clock moved by hand.
import { bufferSource } from "../bytes/buffer-source.ts";
import { createRegistry, type Registry } from "../lifecycle/registry.ts";
import type { RegistryOptions, RegistryPorts } from "../lifecycle/registry-context.ts";
import { createMemoryCounters, type MemoryCounters } from "../memory/memory-counters.ts";
import { createManualClock, type ManualClock } from "../memory/manual-clock.ts";
import { memoryIds } from "../memory/memory-ids.ts";
import { createMemoryInstallStore } from "../memory/memory-install-store.ts";
import { createMemoryJudge } from "../memory/memory-judge.ts";
import { createMemorySkills, type MemorySkills } from "../memory/memory-skills.ts";
import { silentLog } from "../memory/silent-log.ts";
import type { JsonValue } from "../schema/json.ts";
import type { Install } from "../skill/install.ts";
import { BIRTH } from "./a-run.ts";
import { bytesOf, runnerWith, zipOf, type Tree } from "./skill-package.ts";

export interface RegistryWorld {
  readonly clock: ManualClock;
  readonly skills: MemorySkills;
  readonly counters: MemoryCounters;
  readonly ports: RegistryPorts;
  /** A registry over the world, as after a start; `changes` stand in the place of ports. */
  start(changes?: Partial<RegistryPorts>, options?: Partial<RegistryOptions>): Registry;
}

export function aRegistryWorld(): RegistryWorld {
  const clock = createManualClock(BIRTH);
  const skills = createMemorySkills();
  const { catalog, installer } = skills;
  const installs = createMemoryInstallStore();
  const counters = createMemoryCounters();
  const judge = createMemoryJudge();
  const ports = { clock, ids: memoryIds, catalog, installer, installs, judge, log: silentLog, counters };
  return {
    clock,
    skills,
    counters,
    ports,
    start: (changes, options) => createRegistry({ ...ports, ...changes }, options),
  };
}

/** The package `demo` of a version, `undefined` for one without. */
export function demoOf(version: string | undefined, fields: Readonly<Record<string, JsonValue>> = {}): Tree {
  return runnerWith({ version, ...fields });
}

/** Begins to install `tree` and waits for the end. */
export async function install(registry: Registry, tree: Tree, owner = ""): Promise<Install> {
  const started = await registry.install({ package: bufferSource(zipOf(tree)), owner });
  return started._unsafeUnwrap().ended;
}

/** `tree` as files below its folder, for a skill that is put there by hand. */
export function filesBelow(tree: Tree): ReadonlyMap<string, Uint8Array> {
  return new Map(Object.entries(tree).map(([path, content]) => [path.slice(path.indexOf("/") + 1), bytesOf(content)]));
}
