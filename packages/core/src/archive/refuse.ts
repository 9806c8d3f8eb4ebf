// How does the archive reader say that a rule is broken?
import { escapeForDisplay } from "../path/escape-for-display.ts";
import type { ARCHIVE_CODES } from "../problem/codes/archive.ts";
import { problem } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import type { Normalisation } from "./archive.ts";

export type ArchiveCode = keyof typeof ARCHIVE_CODES;

/** A broken rule, before it is said of which entry: the code, and why as the end of a sentence. */
export class Broken {
  readonly code: ArchiveCode;
  readonly why: string;

  constructor(code: ArchiveCode, why: string) {
    this.code = code;
    this.why = why;
  }
}

export function broken(code: ArchiveCode, why: string): Broken {
  return new Broken(code, why);
}

/** About the whole archive: "Cannot read the archive: <why>." */
export function refuseArchive(code: ArchiveCode, why: string, hint: string | null = null): Problem {
  return problem(code, `Cannot read the archive: ${why}.`, { hint });
}

/** About one entry: `Cannot read the entry "<name>": <why>.` */
export function refuseEntry(name: string, { code, why }: Broken): Problem {
  const entry = escapeForDisplay(name);
  return problem(code, `Cannot read the entry "${entry}": ${why}.`, { entry });
}

/** About something that only a strict reader refuses. */
export function refuseNormalisation({ code, entry, detail }: Normalisation): Problem {
  const what = entry === null ? "the archive" : `the entry "${escapeForDisplay(entry)}"`;
  const place = entry === null ? null : escapeForDisplay(entry);
  return problem(code, `Cannot read ${what} strictly: ${detail}`, { entry: place });
}
