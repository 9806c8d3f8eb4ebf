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

export function removed(amount: Amount, about: Circumstances): TemporaryFiles {
  return { state: "removed", receipt: { action: "removed", ...amount, ...about } };
}

export function retained(amount: Amount, about: Circumstances, expiresAt: EpochMs): TemporaryFiles {
  return { state: "retained", expiresAt, receipt: { action: "retained", ...amount, ...about } };
}

/** How much is left is not known when a removal fails. */
export function removalFailed(about: Circumstances): TemporaryFiles {
  return { state: "removal_failed", receipt: { action: "removal_failed", files: 0, bytes: 0, ...about } };
}
