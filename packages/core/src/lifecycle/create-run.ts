// Create: what is asked for gets an id and waits for its upload. (design §2)
import { err, ok, type Result } from "neverthrow";
import { DEFAULT_RUN_OPTIONS, type RunOptions } from "../run/run-options.ts";
import type { CountGuard } from "../ports/run-store.ts";
import type { Run, RunIn, RunKind, RunWarning } from "../run/run.ts";
import type { JsonObject } from "../run/json.ts";
import type { Context } from "./context.ts";
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
}

/**
 * Creates a run that waits for its upload.
 * Fails with `RUN_ENGINE_UNKNOWN`, `RUN_ENGINE_UNAVAILABLE`, `RUN_TOO_MANY_AWAITING`, and when the store cannot keep it.
 */
export async function createRun(context: Context, wanted: CreateRun): Promise<Result<Run, Refusal>> {
  const { engine = null } = wanted;
  const reason = engine === null ? null : unusableEngine(context.ports.engines, engine);
  return reason === null ? keepAwaiting(context, newborn(context, wanted, null)) : err(reason);
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
    skill: null,
    state: { phase: "awaiting_upload", dueAt: now + options.uploadTtlMs },
    temporaryFiles: { state: "none", receipt: null },
    outputs: id,
    cache: { key: null, hit: null },
    warnings: wanted.warnings ?? [],
  };
}

/** Fails with `RUN_TOO_MANY_AWAITING`. */
export async function keepAwaiting(context: Context, run: RunIn<"awaiting_upload">): Promise<Result<Run, Refusal>> {
  const { ports } = context;
  const created = await ports.runs.create(run, placeToAwait(context));
  if (created.isOk()) return ok(run);
  return err(
    created.error.kind === "full"
      ? tooManyAwaiting(created.error.limit)
      : refusalOfFault(created.error, run.id, ports.log),
  );
}

export function placeToAwait({ options }: Context): CountGuard {
  return { phases: ["awaiting_upload"], below: options.maxAwaiting };
}

export function tooManyAwaiting(limit: number): Refusal {
  const message = `${limit} runs wait for their upload already; upload to one of them or try again later.`;
  return refusal("RUN_TOO_MANY_AWAITING", message, { retryAfterSeconds: 10 });
}
