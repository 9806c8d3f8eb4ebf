// Does a run wait for its client, or for a server that goes on with it? (req C4)
import type { Run, RunIn } from "./run.ts";

/**
 * Whether the client has to send something, for which it has so much time and no more. A job that takes no files has the
 * key of its equals from its birth: it waits for a server alone, which may be down for longer than any upload may take.
 */
export function awaitsFiles(run: Run): run is RunIn<"awaiting_upload"> {
  return run.state.phase === "awaiting_upload" && run.cache.key === null;
}
