// Which key does a run have in the cache?
import { nobleSha256 } from "../bytes/noble-sha256.ts";
import { cacheKey, type InputDigest } from "../cache/cache-key.ts";
import type { Run, RunSkill } from "../run/run.ts";
import type { Context } from "./context.ts";

/** `null` for a run that has nothing to do with the cache: a temporary one, or one whose content has no digest. */
export function runCacheKey(
  { ports, options }: Context,
  run: Run,
  { contract, engine, parameter }: Pick<RunSkill, "contract" | "engine" | "parameter">,
  inputs: readonly InputDigest[],
): string | null {
  const described = ports.engines.find((each) => each.name === engine)?.describe();
  const { content_digest: skill } = contract;
  if (run.kind === "temporary" || described === undefined || skill === null) return null;
  const { profile } = options;
  const { model, options: wanted } = run.request;
  const ingredients = { owner: run.owner, skill, profile, engine: described, model, parameter, inputs };
  return cacheKey({ ...ingredients, debug: wanted.debug }, nobleSha256);
}
