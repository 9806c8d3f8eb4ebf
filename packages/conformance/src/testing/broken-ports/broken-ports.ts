// Which ports break a promise, each caught by its suite?
import type { Break } from "./break.ts";
import { BROKEN_COUNTERS } from "./broken-counters.ts";
import { BROKEN_ENGINES } from "./broken-engines.ts";
import { BROKEN_CLOCKS, BROKEN_IDS, BROKEN_RUN_SIGNALS } from "./broken-hints.ts";
import { BROKEN_INSTALL_STORES } from "./broken-install-stores.ts";
import { BROKEN_JUDGES } from "./broken-judges.ts";
import { BROKEN_LOGS } from "./broken-logs.ts";
import { BROKEN_RUN_CACHES } from "./broken-run-caches.ts";
import { BROKEN_RUN_OUTPUTS } from "./broken-run-outputs.ts";
import { BROKEN_RUN_QUEUES } from "./broken-run-queues.ts";
import { BROKEN_RUN_STORES } from "./broken-run-stores.ts";
import { BROKEN_SKILL_CATALOGS, BROKEN_SKILL_INSTALLERS } from "./broken-skills.ts";
import { BROKEN_UPLOADS } from "./broken-uploads.ts";
import { BROKEN_WORKSPACES } from "./broken-workspaces.ts";

/** By the name of the port. */
export const BROKEN_PORTS: Readonly<Record<string, readonly Break[]>> = {
  RunStore: BROKEN_RUN_STORES,
  RunQueue: BROKEN_RUN_QUEUES,
  RunCache: BROKEN_RUN_CACHES,
  Uploads: BROKEN_UPLOADS,
  Workspaces: BROKEN_WORKSPACES,
  RunOutputs: BROKEN_RUN_OUTPUTS,
  Judge: BROKEN_JUDGES,
  InstallStore: BROKEN_INSTALL_STORES,
  SkillCatalog: BROKEN_SKILL_CATALOGS,
  SkillInstaller: BROKEN_SKILL_INSTALLERS,
  Clock: BROKEN_CLOCKS,
  Ids: BROKEN_IDS,
  RunSignals: BROKEN_RUN_SIGNALS,
  Counters: BROKEN_COUNTERS,
  Engine: BROKEN_ENGINES,
  Log: BROKEN_LOGS,
};
