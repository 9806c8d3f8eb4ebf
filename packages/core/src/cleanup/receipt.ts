// What does the receipt of temporary files say? (req D1, D4, D5)
import type { EpochMs } from "../run/run.ts";
import type { Receipt, TemporaryFiles } from "../run/temporary-files.ts";

type Amount = Pick<Receipt, "files" | "bytes">;

/** Why something was removed or kept, of which package, and when. */
export interface Circumstances {
  readonly reason: string;
  readonly packageSha256: string | null;
  readonly at: EpochMs;
}

/** What the outside world said. */
interface WhyNotRemoved {
  readonly kind: "unavailable" | "no_space";
  /** The system's own code, such as `EACCES`. */
  readonly code?: string;
}

export function removed(amount: Amount, about: Circumstances): TemporaryFiles {
  return { state: "removed", receipt: { action: "removed", ...amount, ...about } };
}

export function retained(amount: Amount, about: Circumstances, expiresAt: EpochMs): TemporaryFiles {
  return { state: "retained", expiresAt, receipt: { action: "retained", ...amount, ...about } };
}

/** The reason tells also why it failed. How much is left is not known then. */
export function removalFailed(about: Circumstances, why: WhyNotRemoved): TemporaryFiles {
  const reason = `${about.reason}; the removal failed${because(why)}`;
  return { state: "removal_failed", receipt: { action: "removal_failed", files: 0, bytes: 0, ...about, reason } };
}

function because({ kind, code }: WhyNotRemoved): string {
  if (kind === "no_space") return " because the disk is full";
  return code === undefined ? "" : ` because the system refused it (${code})`;
}
