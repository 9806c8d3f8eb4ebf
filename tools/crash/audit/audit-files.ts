// Does anything lie in the data folder that should not? Every entry is somebody's, or it is a finding.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { finding, type Finding } from "./finding.ts";
import type { Records } from "./records.ts";

/** `mayfly.db.format-<n>` is the copy that a migration makes. */
const AT_THE_TOP =
  /^(mayfly\.db(-wal|-shm|\.format-\d+)?|lock\.db(-journal)?|lock\.pid|control\.(sock|key)|runs|skills|skills-archive|tmp)$/;
const SHARD = /^[0-9a-f]{2}$/;

/** @param sweptAt when the sweep began that came before: what had expired by then is gone */
export function auditFiles(dataDir: string, { runs, cached }: Records, sweptAt: number): Finding[] {
  const findings: Finding[] = [];
  const left = (path: string): void => void findings.push(finding("no temporary file", `${path} is left`));
  for (const name of namesIn(dataDir)) if (!AT_THE_TOP.test(name)) left(name);
  for (const name of namesIn(join(dataDir, "tmp"))) {
    if (name === "trash" || name === "installs") {
      for (const inner of namesIn(join(dataDir, "tmp", name))) left(`tmp/${name}/${inner}`);
      continue;
    }
    const run = runs.get(name);
    const files = run?.document.temporaryFiles;
    if (run === undefined) left(`tmp/${name}`);
    else if (files.state !== "retained") left(`tmp/${name} of a run that is ${run.phase}`);
    else if (files.expiresAt <= sweptAt) left(`tmp/${name}, which expired,`);
  }
  for (const { id, document } of runs.values()) {
    const retained = document.temporaryFiles.state === "retained";
    if (retained && namesIn(join(dataDir, "tmp", id)).length === 0)
      findings.push(finding("as told", `run ${id} says that its files are retained, and they are gone`));
    if (document.temporaryFiles.state === "removal_failed")
      findings.push(finding("no temporary file", `run ${id} still says that a removal failed`));
  }
  const owned = new Set([...[...runs.values()].map(({ outputs }) => outputs), ...cached]);
  for (const shard of namesIn(join(dataDir, "runs"))) {
    if (!SHARD.test(shard)) left(`runs/${shard}`);
    for (const id of namesIn(join(dataDir, "runs", shard))) {
      if (!owned.has(id)) findings.push(finding("no outputs of nobody", `runs/${shard}/${id} belongs to no record`));
    }
  }
  return findings;
}

/** The names in a folder; none when it is not there. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
