// Is there an entry of the cache whose outputs can be given out?
import { err, ok, type Result } from "neverthrow";
import type { CacheEntry } from "../cache/cache-entry.ts";
import type { Fault } from "../ports/fault.ts";
import type { Placed, PlaceQuery, Ways } from "../ports/run-cache.ts";
import type { Conflict, Full } from "../ports/run-store.ts";
import type { RunId } from "../run/run-id.ts";
import type { Context } from "./context.ts";
import { removeUnusedOutputs } from "./unused-outputs.ts";

/**
 * Looks the outputs of the live entry through. An entry whose outputs are not what they were is dropped, which makes it
 * a miss for everybody; so whoever asks this first and places a run then hits no outputs that nobody looked through.
 */
export async function checkCachedOutputs(context: Context, key: string): Promise<Result<CacheEntry | null, Fault>> {
  const { cache, clock, log, outputs } = context.ports;
  const found = await cache.find(key, clock.now());
  if (found.isErr()) return err(found.error);
  const entry = found.value;
  if (entry === null) return ok(null);
  const right = await outputs.verify(entry.outputs);
  if (right.isErr()) return err(right.error);
  if (right.value) return ok(entry);
  log.warn("cached outputs are not what they were; they are not given out any more", { run: entry.outputs });
  const dropped = await cache.drop(key, entry.outputs);
  if (dropped.isErr()) return err(dropped.error);
  await removeUnusedOutputs(context, entry.outputs);
  return ok(null);
}

export function placeQuery({ ports, options }: Context, run: RunId, key: string): PlaceQuery {
  const now = ports.clock.now();
  return { key, run, now, extendTo: now + options.cacheTtlMs };
}

/** Places a run that is on record already. */
export async function placeKept(
  context: Context,
  run: RunId,
  key: string,
  ways: Ways,
): Promise<Result<Placed, Conflict | Full | Fault>> {
  const placed = await context.ports.cache.place(placeQuery(context, run, key), ways);
  return placed.mapErr((error) => {
    if (error.kind === "repeated") throw new Error(`Cannot place run ${run}: only a birth has a request key.`);
    return error;
  });
}
