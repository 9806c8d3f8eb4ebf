// When does what a run left come into the cache? (req C4)
import type { RunIn } from "../run/run.ts";
import type { Context } from "./context.ts";
import { removeUnusedOutputs } from "./unused-outputs.ts";

/**
 * Writes the entry of a run that succeeded and was no hit itself. Called while the run is still in flight, so that there
 * is no moment without either, in which an equal run would run again. A cache that cannot be written fails no run.
 */
export async function writeCacheEntry(context: Context, run: RunIn<"cleaning">): Promise<void> {
  const { ports, options } = context;
  const { key } = run.cache;
  const { skill, outputs, owner } = run;
  if (key === null || skill === null || outputs !== run.id || run.state.outcome.status !== "succeeded") return;
  const files = await ports.outputs.manifest(outputs);
  const bytes = (files.unwrapOr([]) ?? []).reduce((sum, { size }) => sum + size, 0);
  const createdAt = ports.clock.now();
  const entry = { key, owner, outputs, skill, createdAt, expiresAt: createdAt + options.cacheTtlMs, hits: 0, bytes };
  const written = await ports.cache.write(entry);
  if (written.isErr()) {
    ports.log.warn("what a run left could not be kept for equal runs", { run: run.id, message: written.error.message });
    return;
  }
  if (written.value === null) return;
  const gone = await removeUnusedOutputs(context, written.value);
  if (gone.isErr()) ports.log.warn("outputs stay until the sweep", { run: written.value, message: gone.error.message });
}
