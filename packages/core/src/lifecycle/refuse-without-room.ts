// Is there room on the disk for one more upload? (design §3)
import type { RunId } from "../run/run-id.ts";
import type { Context } from "./context.ts";
import { refusal, type Refusal } from "./refusal.ts";

/** How long a client should wait for room, in seconds. */
const RETRY_SECONDS = 60;

/**
 * `RUN_NO_SPACE` while less than `minFreeBytes` are free: what runs already needs them. `null` where there is room, and
 * where nobody can tell, since a write that finds none says so itself.
 */
export async function refuseWithoutRoom({ ports, options }: Context, run: RunId | null): Promise<Refusal | null> {
  const free = await ports.uploads.freeBytes();
  if (free.isErr()) {
    ports.log.warn("free space is not known", { message: free.error.message });
    return null;
  }
  if (free.value >= options.minFreeBytes) return null;
  ports.log.warn("an upload was refused for want of free space", { run, free: free.value });
  const message = "The server is low on disk space and takes no uploads now; try the same one again later.";
  return refusal("RUN_NO_SPACE", message, { run, retryAfterSeconds: RETRY_SECONDS });
}
