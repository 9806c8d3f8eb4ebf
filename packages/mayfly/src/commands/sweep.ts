// `mayfly sweep`: what expired, failed, broke off or belongs to nobody goes.
import { numberOfFiles } from "../archives/number-of-files.ts";
import { openSweep } from "../compose-sweep.ts";
import { size } from "../demo/screen.ts";
import { complain, configOf, FAILED, FAULTS } from "../skills/skill-command.ts";
import type { AnySweepAction, SweepAllReport } from "../sweep-all.ts";

export interface SweepFlags {
  /** The data folder, `null` for that of the environment. */
  readonly data: string | null;
  readonly dryRun: boolean;
  readonly json: boolean;
}

const NOT_ALL = 1;

/** Answers the exit code: 0 done or told, 1 something stays, 2 the data folder cannot be used. */
export async function sweep({ data, dryRun, json }: SweepFlags): Promise<number> {
  const config = configOf({ data });
  if (config === null) return FAILED;
  const opened = await openSweep(config, !dryRun, { ...FAULTS, warn: FAULTS.error });
  if (opened.isErr()) {
    complain(opened.error);
    return FAILED;
  }
  const { sweep: sweepAll, close } = opened.value;
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  const tell = (each: AnySweepAction): void =>
    print(json ? JSON.stringify(each) : `${"run" in each ? each.run : each.install}  ${ACTIONS[each.action]}`);
  try {
    const swept = await sweepAll(dryRun, tell);
    if (swept.isErr()) {
      complain(swept.error.message);
      return FAILED;
    }
    const report = swept.value;
    print(json ? JSON.stringify({ dry_run: dryRun, ...report }) : summary(report, dryRun));
    return report.failures > 0 ? NOT_ALL : 0;
  } finally {
    await close();
  }
}

const ACTIONS: Readonly<Record<AnySweepAction["action"], string>> = {
  expire_upload: "its upload never came: ends as failed",
  remove_temporary_files: "its temporary files, kept until now: go",
  forget_run: "its retention is over: goes with its outputs",
  mend_run: "was left in the middle: ends, or awaits its upload again",
  remove_orphaned_files: "temporary files that no run needs: go",
  remove_orphaned_outputs: "outputs that nothing points to: go",
  settle_install: "an install that was left in the middle: ends, and what it left goes",
};

function summary(report: SweepAllReport, dryRun: boolean): string {
  const { expired, removed, forgotten, mended, orphans, installs, uncached, keys, files, bytes, failures } = report;
  const runs = expired + removed + forgotten + mended;
  if (runs + orphans + installs + uncached + keys + files + failures === 0) return "nothing to sweep";
  const parts = [
    `${runs} ${runs === 1 ? "run" : "runs"}`,
    `${orphans} ${orphans === 1 ? "orphan" : "orphans"}`,
    ...(installs > 0 ? [`${installs} ${installs === 1 ? "install" : "installs"}`] : []),
    ...(uncached > 0 ? [`${uncached} cached`] : []),
    ...(keys > 0 ? [`${keys} request ${keys === 1 ? "key" : "keys"}`] : []),
    `${numberOfFiles(files)}, ${size(bytes)}`,
    ...(failures > 0 ? [`${failures} failed and will be tried again`] : []),
  ];
  return `${dryRun ? "would sweep" : "swept"}  ${parts.join(" · ")}`;
}
