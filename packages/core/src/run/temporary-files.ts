// What became of a run's temporary files, and how is that proved? (req D1, D5; design §3)
import type { EpochMs } from "./epoch-ms.ts";

/** What a removal (or a decision to keep) found, so that anyone can check it. */
export interface Receipt {
  readonly action: "removed" | "retained" | "removal_failed";
  /** Why: the end of the run, an expiry, an operator's sweep. */
  readonly reason: string;
  readonly files: number;
  readonly bytes: number;
  /** sha256 of the uploaded package, lower-case hex; `null` when none was received whole. */
  readonly packageSha256: string | null;
  readonly at: EpochMs;
}

export type TemporaryFiles =
  | { readonly state: "none"; readonly receipt: Receipt | null }
  | { readonly state: "staged"; readonly receipt: null }
  | { readonly state: "removed"; readonly receipt: Receipt }
  | { readonly state: "retained"; readonly expiresAt: EpochMs; readonly receipt: Receipt }
  | { readonly state: "removal_failed"; readonly receipt: Receipt };
