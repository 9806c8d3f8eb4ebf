// `mayfly inspect`: is each of these archives safe and unambiguous?
import type { ArchiveLimits } from "@mayfly/core";
import { inspectFile, type Inspection } from "../archives/inspection.ts";
import { jsonLine } from "../archives/json-line.ts";
import { paintFor, showEntries, showInspection } from "../archives/show-inspection.ts";
import { complain, isUnreadable } from "../archives/system-errors.ts";
import { createPrinter } from "../archives/printer.ts";

export interface InspectOptions {
  readonly json: boolean;
  readonly list: boolean;
  readonly strict: boolean;
  readonly limits: ArchiveLimits;
}

const REFUSED = 1;
const UNREADABLE = 2;

/** Judges `files` one after another. Answers the exit code: 0 all accepted, 1 one refused, 2 one could not be read. */
export async function inspect(files: readonly string[], options: InspectOptions): Promise<number> {
  const paint = paintFor(process.stdout);
  const printer = createPrinter(process.stdout);
  const count = { accepted: 0, refused: 0, unreadable: 0 };
  for (const file of files) {
    if (printer.closed()) break;
    const found = tried(file, options);
    if (found === null) {
      count.unreadable += 1;
      continue;
    }
    count[found.verdict] += 1;
    if (options.json) await printer.line(jsonLine(found));
    else {
      await printer.line(showInspection(found, paint));
      if (options.list && found.entries.length > 0) await printer.line(showEntries(found, paint));
    }
  }
  if (!options.json && files.length > 1) await printer.line(`\n${summary(count)}`);
  if (count.unreadable > 0) return UNREADABLE;
  return count.refused > 0 ? REFUSED : 0;
}

/** `null` when the file could not be read, which is then told. */
function tried(file: string, { limits, strict }: InspectOptions): Inspection | null {
  try {
    return inspectFile(file, limits, strict);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    complain(`inspect ${file}`, error);
    return null;
  }
}

function summary({ accepted, refused, unreadable }: Readonly<Record<string, number>>): string {
  const rest = unreadable === 0 ? "" : `, ${unreadable} could not be read`;
  return `${accepted} accepted, ${refused} refused${rest}`;
}
