// What was a client told? Whatever a server said must hold, however it ended afterwards.
import type { SkillVersion, Wanted } from "./wanted.ts";

/** `asked` is a wish that was sent and never answered: it may have come true or not. */
export type Wish = "no" | "asked" | "granted";

export interface ToldRun {
  readonly id: string;
  readonly wanted: Wanted;
  /** The codes by which it may fail because of what was done to its server. */
  readonly tolerates: readonly string[];
  /** Whether the start of the run was confirmed: by the upload's 200, or the create of a job without files. */
  started: Wish;
  cancel: Wish;
  delete: Wish;
  /** The end that a client has seen: status and code. */
  seen: { readonly status: string; readonly code: string | null } | null;
}

export interface ToldInstall {
  readonly id: string;
  readonly version: SkillVersion;
  seen: string | null;
}

export interface Journal {
  readonly runs: Map<string, ToldRun>;
  readonly installs: Map<string, ToldInstall>;
  /** Every version that was sent, told of or not. */
  readonly versions: SkillVersion[];
  /** Answers that no server may give. */
  readonly oddities: string[];
  /** The servers that there were. */
  readonly servers: number[];
}

export function emptyJournal(): Journal {
  return { runs: new Map(), installs: new Map(), versions: [], oddities: [], servers: [] };
}
