// What happens to a claim whose upload did not come whole? (design §3)
import type { Run, RunIn } from "../run/run.ts";
import { uploadDeadline } from "../run/upload-deadline.ts";
import { commitPatiently } from "./commit.ts";
import type { Context } from "./context.ts";

/**
 * Gives a claim back, unless `signal` says that the run was canceled: whoever did that cleans, and counts what there is
 * for the receipt.
 */
export async function abandonUpload(context: Context, run: Run, signal: AbortSignal): Promise<void> {
  if (signal.reason !== "canceled") await giveBack(context, run);
}

/** Removes what was received and staged; the run awaits its upload again. A run that was decided meanwhile stays decided. */
export async function giveBack(context: Context, run: Run): Promise<void> {
  const { ports } = context;
  if (!isClaimed(run)) return;
  const removals = [await ports.workspaces.remove(run.id), await ports.uploads.remove(run.id)];
  for (const removed of removals) {
    if (removed.isErr())
      ports.log.warn("an abandoned upload stays until the sweep", { run: run.id, message: removed.error.message });
  }
  const awaiting = { phase: "awaiting_upload", dueAt: uploadDeadline(run, ports.clock.now()) } as const;
  const back = await commitPatiently(context, run, "give_back", awaiting, { upload: null });
  if (back.isErr() && back.error.kind !== "conflict") {
    ports.log.error("a claim could not be given back; the sweep will", { run: run.id });
  }
  if (back.isOk() && removals.some((each) => each.isErr()))
    ports.counters.count("cleanups_failed", { at: "give_back" });
}

function isClaimed(run: Run): run is RunIn<"receiving" | "staging"> {
  return run.state.phase === "receiving" || run.state.phase === "staging";
}
