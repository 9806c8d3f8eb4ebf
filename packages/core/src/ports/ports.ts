// What does the outside world have to provide, all together?
import type { Clock } from "./clock.ts";
import type { Counters } from "./counters.ts";
import type { Engine } from "./engine.ts";
import type { Ids } from "./ids.ts";
import type { Judge } from "./judge.ts";
import type { Log } from "./log.ts";
import type { RunCache } from "./run-cache.ts";
import type { RunOutputs } from "./run-outputs.ts";
import type { RunQueue } from "./run-queue.ts";
import type { RunSignals } from "./run-signals.ts";
import type { RunStore } from "./run-store.ts";
import type { SkillCatalog } from "./skill-catalog.ts";
import type { Uploads } from "./uploads.ts";
import type { Workspaces } from "./workspaces.ts";

export interface Ports {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly runs: RunStore;
  readonly queue: RunQueue;
  readonly cache: RunCache;
  readonly uploads: Uploads;
  readonly workspaces: Workspaces;
  readonly outputs: RunOutputs;
  readonly judge: Judge;
  readonly engines: readonly Engine[];
  readonly signals: RunSignals;
  /** The installed skills, for reading alone; without it there are temporary runs only. */
  readonly catalog?: SkillCatalog;
  readonly log: Log;
  readonly counters: Counters;
}
