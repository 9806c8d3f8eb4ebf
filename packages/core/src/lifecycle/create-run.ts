// Create: what is asked for gets an id and waits for its upload. (design §2)
import { err, ok, type Result } from "neverthrow";
import { DEFAULT_RUN_OPTIONS, type RunOptions } from "../run/run-options.ts";
import type { Run, RunKind, RunWarning } from "../run/run.ts";
import type { JsonObject } from "../run/json.ts";
import type { Context } from "./context.ts";
import { refusalOfFault, refuse, type Refusal } from "./refusal.ts";
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
 * Creates a run that waits for its upload; `skillId` names the installed skill that it is to run.
 * Fails with `RUN_ENGINE_UNKNOWN`, `RUN_ENGINE_UNAVAILABLE`, `RUN_TOO_MANY_AWAITING`, and when the store cannot keep it.
 */
export async function createRun(
  context: Context,
  wanted: CreateRun,
  skillId: string | null = null,
): Promise<Result<Run, Refusal>> {
  const { ports, options } = context;
  const engine = wanted.engine ?? null;
  if (engine !== null) {
    const reason = unusableEngine(ports.engines, engine);
    if (reason !== null) return err(reason);
  }
  const now = ports.clock.now();
  const run: Run = {
    id: ports.ids.runId(),
    kind: wanted.kind,
    owner: wanted.owner ?? "",
    version: 1,
    createdAt: now,
    updatedAt: now,
    request: {
      skillId,
      engine,
      parameter: wanted.parameter ?? {},
      model: wanted.model ?? null,
      options: { ...DEFAULT_RUN_OPTIONS, ...wanted.options },
    },
    skill: null,
    state: { phase: "awaiting_upload", dueAt: now + options.uploadTtlMs },
    temporaryFiles: { state: "none", receipt: null },
    warnings: wanted.warnings ?? [],
  };
  const created = await ports.runs.create(run, { phases: ["awaiting_upload"], below: options.maxAwaiting });
  if (created.isOk()) return ok(run);
  if (created.error.kind !== "full") return err(refusalOfFault(created.error, run.id, ports.log));
  return refuse(
    "RUN_TOO_MANY_AWAITING",
    `${created.error.limit} runs wait for their upload already; upload to one of them or try again later.`,
    { retryAfterSeconds: 10 },
  );
}
