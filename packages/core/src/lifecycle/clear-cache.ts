// What does the operator see of the cache, and how is it emptied?
import { err, ok, type Result } from "neverthrow";
import type { Ports } from "../ports/ports.ts";
import type { CacheStats } from "../ports/run-cache.ts";
import { refusalOfFault, type Refusal } from "./refusal.ts";
import { removeUnusedOutputs } from "./unused-outputs.ts";

/** What the cache alone needs, so that it can be reached without a server. */
export interface CacheContext {
  readonly ports: Pick<Ports, "cache" | "outputs" | "log">;
}

/** What went; outputs of which a run is still on record stay with it. */
export interface ClearedCache {
  readonly entries: number;
  readonly files: number;
  readonly bytes: number;
}

export async function cacheStats({ ports }: CacheContext): Promise<Result<CacheStats, Refusal>> {
  return (await ports.cache.stats()).mapErr((fault) => refusalOfFault(fault, null, ports.log));
}

export async function clearCache(context: CacheContext): Promise<Result<ClearedCache, Refusal>> {
  const { ports } = context;
  const cleared = await ports.cache.clear();
  if (cleared.isErr()) return err(refusalOfFault(cleared.error, null, ports.log));
  let files = 0;
  let bytes = 0;
  for (const outputs of cleared.value) {
    const gone = await removeUnusedOutputs(context, outputs);
    if (gone.isErr()) ports.log.warn("outputs stay until the sweep", { run: outputs, message: gone.error.message });
    files += gone.isOk() ? gone.value.files : 0;
    bytes += gone.isOk() ? gone.value.bytes : 0;
  }
  return ok({ entries: cleared.value.length, files, bytes });
}
