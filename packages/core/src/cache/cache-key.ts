// When are two runs equal, so that the outputs of one are those of the other? (req C4)
import type { Sha256 } from "../bytes/sha256.ts";
import type { Profile } from "../package/report.ts";
import { canonicalJson } from "../run/canonical-json.ts";
import type { JsonObject } from "../run/json.ts";

/** One file that a run was given. */
export interface InputDigest {
  readonly key: string;
  /** The name of its own that came with it, `null` without one: a program can see it. */
  readonly name: string | null;
  /** Of its content, lower-case hex. */
  readonly sha256: string;
}

/** What an engine is, as far as it could change an outcome. */
export interface EngineIdentity {
  readonly name: string;
  readonly version: string | null;
  readonly network: "none" | "open";
  readonly wall: string;
}

/** All that an outcome follows from. */
export interface Ingredients {
  readonly owner: string;
  /** The content digest of the skill. */
  readonly skill: string;
  readonly profile: Profile;
  readonly engine: EngineIdentity;
  readonly model: string | null;
  /** The parameters after defaults. */
  readonly parameter: JsonObject;
  readonly inputs: readonly InputDigest[];
  /** The option of that name: it keeps the inputs, and widens the bundle. */
  readonly debug: boolean;
}

/** Goes up when the same ingredients may come to another outcome, because Mayfly changed. */
const VERSION = 1;

/** The SHA-256, lower-case hex, of the canonical JSON of `ingredients`; their order and spelling play no part. */
export function cacheKey(ingredients: Ingredients, sha256: Sha256): string {
  const { owner, skill, profile, engine, model, parameter, inputs, debug } = ingredients;
  const { name, version, network, wall } = engine;
  const files = inputs
    .map((input) => [input.key, input.name, input.sha256])
    .sort(([one], [other]) => ((one ?? "") < (other ?? "") ? -1 : 1));
  const text = canonicalJson({
    format: VERSION,
    owner,
    skill,
    profile,
    engine: [name, version, network, wall],
    model,
    parameter,
    inputs: files,
    debug,
  });
  const digest = sha256.create();
  digest.update(new TextEncoder().encode(text));
  return digest.hex();
}
