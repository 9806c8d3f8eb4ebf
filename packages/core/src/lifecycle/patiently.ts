// What is tried again when the outside world fails for a moment?
import type { Result } from "neverthrow";
import type { Clock } from "../ports/clock.ts";
import type { Fault } from "../ports/fault.ts";

/** The pauses between tries. */
const PATIENCE_MS = [50, 250, 1000, 3000] as const;

/**
 * For what nobody could report if it failed: a fault is tried again for some seconds. Any other refusal is an answer.
 * `attempt` must be one that may be repeated.
 */
export async function patiently<T, E extends { readonly kind: string }>(
  clock: Clock,
  attempt: () => Promise<Result<T, E | Fault>>,
): Promise<Result<T, E | Fault>> {
  let last = await attempt();
  for (const pause of PATIENCE_MS) {
    if (last.isOk() || !isFault(last.error)) return last;
    await clock.sleep(pause);
    last = await attempt();
  }
  return last;
}

function isFault({ kind }: { readonly kind: string }): boolean {
  return kind === "unavailable" || kind === "no_space";
}
