// Where do runs of both kinds live while it is seen what becomes of their outputs? Records under test, all else in memory.
import { createMayfly, type Mayfly, type RunCache, type RunId, type RunOutputs } from "@mayfly/core";
import {
  createFunctionEngine,
  createManualClock,
  createMemoryPorts,
  createMemoryRunOutputs,
  createMemorySkills,
  createMemoryWorkspaces,
  type ManualClock,
} from "@mayfly/core/memory";
import { BIRTH } from "../a-run.ts";
import { bytesByPath, skillText } from "../a-skill.ts";
import type { RecordsUnderTest } from "../records-under-test.ts";
import { CACHE_TTL, OUTPUT_TTL } from "./outputs-model.ts";

export interface House {
  readonly mayfly: Mayfly;
  readonly clock: ManualClock;
  readonly outputs: RunOutputs;
  readonly cache: RunCache;
}

/** The installed skill `demo`, which takes no files; temporary runs bring the same. */
export const SKILL = skillText("demo");

export function openHouse({ runs, queue, cache }: RecordsUnderTest): House {
  const clock = createManualClock(BIRTH);
  const workspaces = createMemoryWorkspaces();
  const outputs = createMemoryRunOutputs(workspaces);
  const skills = createMemorySkills();
  skills.put("demo", bytesByPath(SKILL));
  const engine = createFunctionEngine("script", workspaces, async ({ artifact, output }) => {
    artifact("report.md", "# Report");
    output({ rows: 3 });
  });
  const world = createMemoryPorts({ engines: [] });
  const ports = {
    ...world,
    clock,
    runs,
    queue,
    cache,
    workspaces,
    outputs,
    engines: [engine],
    catalog: skills.catalog,
  };
  return { mayfly: createMayfly(ports, { outputTtlMs: OUTPUT_TTL, cacheTtlMs: CACHE_TTL }), clock, outputs, cache };
}

/** All outputs that lie there. */
export async function outputsIn({ outputs }: House): Promise<ReadonlySet<RunId>> {
  const all = new Set<RunId>();
  for (let shard = 0; shard < 256; shard += 1) {
    for (const run of (await outputs.list(shard))._unsafeUnwrap()) all.add(run);
  }
  return all;
}
