// Create: what is asked for gets an id and waits for its upload. (design §2)
import { err, ok, type Result } from "neverthrow";
import { DEFAULT_RUN_OPTIONS, type RunOptions } from "../run/run-options.ts";
import type { CountGuard, RequestKey } from "../ports/run-store.ts";
import type { Run, RunIn, RunKind, RunWarning } from "../run/run.ts";
import type { JsonObject } from "../run/json.ts";
import type { Context } from "./context.ts";
import { answerRepeated, createOnce } from "./create-once.ts";
import { refusal, refusalOfFault, type Refusal } from "./refusal.ts";
import { unusableEngine } from "./choose-engine.ts";

export interface CreateRun {
  readonly kind: RunKind;
  readonly owner?: string;
  readonly engine?: string | null;
  readonly parameter?: JsonObject;
  readonly model?: string | null;
  readonly options?: Partial<RunOptions>;
  readonly warnings?: readonly RunWarning[];
  /** The same request under the same key finds this run again, for a day. */
  readonly idempotencyKey?: string | null;
}

/**
 * Creates a run that waits for its upload, or answers the one that the same request made before.
 * Fails with `RUN_ENGINE_UNKNOWN`, `RUN_ENGINE_UNAVAILABLE`, `RUN_TOO_MANY_AWAITING`, `RUN_KEY_REUSED`, and when the store
 * cannot keep it.
 */
export async function createRun(context: Context, wanted: CreateRun): Promise<Result<Run, Refusal>> {
  const { engine = null, idempotencyKey = null } = wanted;
  const run = newborn(context, wanted, null);
  return createOnce(context, run, idempotencyKey, async (key) => {
    const reason = engine === null ? null : unusableEngine(context.ports.engines, engine);
    return reason === null ? keepAwaiting(context, run, key) : err(reason);
  });
}

/** A run as it is born, not kept yet; `skillId` names the installed skill that it is to run. */
export function newborn(
  { ports, options }: Context,
  wanted: CreateRun,
  skillId: string | null,
): RunIn<"awaiting_upload"> {
  const now = ports.clock.now();
  const id = ports.ids.runId();
  return {
    id,
    kind: wanted.kind,
    owner: wanted.owner ?? "",
    version: 1,
    createdAt: now,
    updatedAt: now,
    request: {
      skillId,
      engine: wanted.engine ?? null,
      parameter: wanted.parameter ?? {},
      model: wanted.model ?? null,
      options: { ...DEFAULT_RUN_OPTIONS, ...wanted.options },
    },
    upload: null,
    skill: null,
    state: { phase: "awaiting_upload", dueAt: now + options.uploadTtlMs },
    temporaryFiles: { state: "none", receipt: null },
    outputs: id,
    cache: { key: null, hit: null },
    warnings: wanted.warnings ?? [],
  };
}

/** Fails with `RUN_TOO_MANY_AWAITING`. */
export async function keepAwaiting(
  context: Context,
  run: RunIn<"awaiting_upload">,
  key?: RequestKey,
): Promise<Result<Run, Refusal>> {
  const { ports } = context;
  const created = await ports.runs.create(run, placeToAwait(context), key);
  if (created.isOk()) return ok(run);
  const { error } = created;
  if (error.kind === "full") return err(tooManyAwaiting(error.limit));
  if (error.kind !== "repeated") return err(refusalOfFault(error, run.id, ports.log));
  if (key === undefined) throw new Error("A request without a key was repeated.");
  return answerRepeated(context, run, key, error.kept);
}

export function placeToAwait({ options }: Context): CountGuard {
  return { phases: ["awaiting_upload"], below: options.maxAwaiting };
}

export function tooManyAwaiting(limit: number): Refusal {
  const message = `${limit} runs wait for their upload already; upload to one of them or try again later.`;
  return refusal("RUN_TOO_MANY_AWAITING", message, { retryAfterSeconds: 10 });
}
