// How does the archive reader say that a rule is broken?
import { escapeForDisplay } from "../path/escape-for-display.ts";
import type { ARCHIVE_CODES } from "../problem/codes/archive.ts";
import { problem } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";

export type ArchiveCode = keyof typeof ARCHIVE_CODES;

/** A broken rule, before it is said of which entry: the code, and why as the end of a sentence. */
export interface Broken {
  readonly code: ArchiveCode;
  readonly why: string;
}

export function broken(code: ArchiveCode, why: string): Broken {
  return { code, why };
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
