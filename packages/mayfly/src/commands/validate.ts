// `mayfly validate`: is each of these skill packages good, and if not, what must change?
import { createPrinter } from "../archives/printer.ts";
import { complain } from "../archives/system-errors.ts";
import { judgeTarget } from "../validate/judge-target.ts";
import { judgingOptions, type JudgingFlags } from "../validate/judging-options.ts";
import type { ReportFormatName } from "../validate/format-names.ts";
import { REPORT_FORMATS } from "../validate/format-table.ts";
import { whatFailed } from "../validate/what-failed.ts";

export interface ValidateFlags extends JudgingFlags {
  readonly format: ReportFormatName;
}

const REFUSED = 1;
const UNREADABLE = 2;

/** Judges `targets` one after another. Answers the exit code: 0 all good, 1 one has errors, 2 one could not be read. */
export async function validate(targets: readonly string[], flags: ValidateFlags): Promise<number> {
  if (targets.filter((target) => target === "-").length > 1) {
    process.stderr.write("mayfly: Cannot validate - twice: standard input can be read only once.\n");
    return UNREADABLE;
  }
  const options = judgingOptions(flags);
  const format = REPORT_FORMATS[flags.format]();
  const printer = createPrinter(process.stdout);
  const counts = { valid: 0, refused: 0, unreadable: 0 };
  for (const target of targets) {
    if (printer.closed()) break;
    const judged = await judgeTarget(target, options);
    if (judged.isErr()) {
      complain(`validate ${whatFailed(target, judged.error)}`, judged.error);
      counts.unreadable += 1;
      continue;
    }
    counts[judged.value.report.valid ? "valid" : "refused"] += 1;
    for (const line of format.judged(judged.value)) await printer.line(line);
  }
  for (const line of format.end(counts)) await printer.line(line);
  if (counts.unreadable > 0) return UNREADABLE;
  return counts.refused > 0 ? REFUSED : 0;
}
