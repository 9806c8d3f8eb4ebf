// `mayfly normalise`: an archive that is accepted becomes one that every program reads alike.
import { basename } from "node:path";
import { escapeForDisplay, normaliseArchive, type ArchiveLimits } from "@mayfly/core";
import { CODECS } from "../archives/codecs.ts";
import { deliver, type OutputOptions } from "../archives/deliver.ts";
import { numberOfFiles } from "../archives/number-of-files.ts";
import { showProblems } from "../archives/show-problems.ts";
import { complain, isUnreadable } from "../archives/system-errors.ts";
import { withArchive } from "../archives/with-archive.ts";
import { size } from "../demo/screen.ts";

const REFUSED = 1;
const FAILED = 2;

/** Answers the exit code: 0 written, 1 the archive is refused, 2 the system refused something. */
export function normalise(file: string, limits: ArchiveLimits, options: OutputOptions): number {
  try {
    const result = withArchive(file, (source) => normaliseArchive(source, limits, CODECS));
    if (result.isErr()) {
      showProblems(file, result.error);
      return REFUSED;
    }
    const { bytes, files, normalisations } = result.value;
    for (const { entry, detail } of normalisations) {
      process.stderr.write(`${entry === null ? "" : `${escapeForDisplay(entry)}: `}${detail}\n`);
    }
    const name = `${basename(file).replace(/\.zip$/i, "")}.normalised.zip`;
    return deliver(bytes, name, `${numberOfFiles(files)} in ${size(bytes.length)}`, options);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    complain(`normalise ${file}`, error);
    return FAILED;
  }
}
