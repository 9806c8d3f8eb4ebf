// When do two requests for a run ask for the same?
import type { Sha256 } from "../bytes/sha256.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { RunRequest } from "./run.ts";

/**
 * The SHA-256, lower-case hex, of what a run follows from: skill, engine, parameter, model and options. The order of
 * keys plays no part, nor does whether a default was written down, nor a field that has no effect.
 */
export function requestFingerprint(request: RunRequest, sha256: Sha256): string {
  const { skillId, engine, parameter, model, options } = request;
  const asked = { skillId, engine, parameter, model, options: { ...options } };
  return sha256.of(new TextEncoder().encode(canonicalJson(asked)))();
}
