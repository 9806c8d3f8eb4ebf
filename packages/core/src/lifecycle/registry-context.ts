// What do the steps of the registry share? Unlike those of a run, they can change what is installed. (req C2)
import type { Clock } from "../ports/clock.ts";
import type { Counters } from "../ports/counters.ts";
import type { Ids } from "../ports/ids.ts";
import type { InstallStore } from "../ports/install-store.ts";
import type { Judge } from "../ports/judge.ts";
import type { Log } from "../ports/log.ts";
import type { SkillCatalog } from "../ports/skill-catalog.ts";
import type { SkillInstaller } from "../ports/skill-installer.ts";
import type { ActiveInstalls } from "./active-installs.ts";
import type { MayflyOptions } from "./options.ts";

export interface RegistryPorts {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly catalog: SkillCatalog;
  readonly installer: SkillInstaller;
  readonly installs: InstallStore;
  readonly judge: Judge;
  readonly log: Log;
  readonly counters: Counters;
}

export interface RegistryOptions extends Pick<MayflyOptions, "profile" | "packageLimits"> {
  /** Milliseconds that the record of an install stays after its end. */
  readonly installTtlMs: number;
}

export interface RegistryContext {
  readonly ports: RegistryPorts;
  readonly options: RegistryOptions;
  readonly active: ActiveInstalls;
}
