// Did a data folder keep every promise? Judged from outside: by its database, its files, the system's processes, and what
// clients were told.
import type { Journal } from "../load/journal.ts";
import { auditFiles } from "./audit-files.ts";
import { auditOutputs } from "./audit-outputs.ts";
import { auditRuns } from "./audit-runs.ts";
import { auditSkills } from "./audit-skills.ts";
import { finding, type Finding } from "./finding.ts";
import { readRecords } from "./records.ts";

/**
 * To be asked when nothing is at work and a sweep has gone through every shard.
 * @param sweptAt when that sweep began
 */
export function audit(dataDir: string, journal: Journal, sweptAt: number): Finding[] {
  const records = readRecords(dataDir);
  return [
    ...auditRuns(records, journal),
    ...auditFiles(dataDir, records, sweptAt),
    ...auditOutputs(dataDir, records, journal),
    ...auditSkills(dataDir, records, journal),
    ...journal.oddities.map((message) => finding("as told", message)),
  ];
}
