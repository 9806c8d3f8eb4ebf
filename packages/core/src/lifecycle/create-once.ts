// Was this asked for already? Then its run is the answer, and no other is made. (design §7: `Idempotency-Key`)
import { err, ok, type Result } from "neverthrow";
import { nobleSha256 } from "../bytes/noble-sha256.ts";
import type { KeptKey, RequestKey } from "../ports/run-store.ts";
import { requestFingerprint } from "../run/request-fingerprint.ts";
import type { Run } from "../run/run.ts";
import type { Context } from "./context.ts";
import { visible } from "./find-run.ts";
import { refusalOfFault, refuse, type Refusal } from "./refusal.ts";

/**
 * Creates `newborn` by `create`, unless its request came before under `word`. Requests under one word take turns, so that
 * nobody is told of a run that the one before could not start after all.
 * Fails with `RUN_KEY_REUSED`, and as `create` does; what was refused is not remembered.
 */
export async function createOnce(
  context: Context,
  newborn: Run,
  word: string | null,
  create: (key?: RequestKey) => Promise<Result<Run, Refusal>>,
): Promise<Result<Run, Refusal>> {
  const { ports, options, creating } = context;
  const createAnew = async (key?: RequestKey): Promise<Result<Run, Refusal>> => {
    const created = await create(key);
    if (created.isOk() && created.value.id === newborn.id) countCreated(context, newborn);
    return created;
  };
  if (word === null) return createAnew();
  const name = { owner: newborn.owner, kind: newborn.kind, key: word };
  return creating.take(JSON.stringify([name.owner, name.kind, name.key]), async () => {
    const now = ports.clock.now();
    const kept = await ports.runs.findKey(name, now);
    if (kept.isErr()) return err(refusalOfFault(kept.error, null, ports.log));
    const fingerprint = requestFingerprint(newborn.request, nobleSha256);
    const key = { key: word, fingerprint, expiresAt: now + options.requestKeyTtlMs };
    return kept.value === null ? createAnew(key) : answerRepeated(context, newborn, key, kept.value);
  });
}

export function countCreated({ ports }: Context, { kind }: Run): void {
  ports.counters.count("runs_created", { kind });
}

/** The answer to a request whose key is on record. */
export async function answerRepeated(
  { ports }: Context,
  newborn: Run,
  { fingerprint }: RequestKey,
  kept: KeptKey,
): Promise<Result<Run, Refusal>> {
  if (kept.fingerprint !== fingerprint) {
    const message = "This idempotency key came with another request before; send a new request with a new key.";
    return refuse("RUN_KEY_REUSED", message);
  }
  const found = await ports.runs.find(kept.run);
  if (found.isErr()) return err(refusalOfFault(found.error, kept.run, ports.log));
  ports.log.info("run asked for again", { run: kept.run });
  // Deleted since: the request is the same, so the run was born like this one.
  return ok(visible(found.value) ?? { ...newborn, id: kept.run, outputs: kept.run });
}
