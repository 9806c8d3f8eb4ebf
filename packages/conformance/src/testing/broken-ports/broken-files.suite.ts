// The suites of files, skills, judging, hints and logs over broken ports. Every name in here has a test that fails.
import { BROKEN_PORTS } from "./broken-ports.ts";
import { nameOf } from "./break.ts";

for (const port of [
  "Uploads",
  "Workspaces",
  "RunOutputs",
  "Judge",
  "SkillCatalog",
  "SkillInstaller",
  "Clock",
  "Ids",
  "RunSignals",
  "Counters",
  "Log",
])
  for (const each of BROKEN_PORTS[port] ?? []) each.describe(nameOf(each));
