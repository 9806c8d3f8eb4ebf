// Settle: what a program left is collected, judged and sealed, and the run's outcome is decided. (design §2, §5)
import type { Fault } from "../ports/fault.ts";
import type { EngineOutcome } from "../ports/engine.ts";
import type { OutputVerdict } from "../result/judge-output.ts";
import type { Collected } from "../ports/run-outputs.ts";
import { brokenPromise } from "../result/broken-promise.ts";
import { hasError } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import type { Outcome, RunIn } from "../run/run.ts";
import type { JsonValue } from "../run/json.ts";
import type { StopReason } from "./active-work.ts";
import type { Context } from "./context.ts";
import { decideMakingRoom, failure, CANCELED, type DecidedRun } from "./end-run.ts";
import { envelopeOf } from "./envelope-of.ts";
import { withUpload } from "./with-upload.ts";

/** How the work on a run's program ended. */
export type Ending =
  | Exclude<EngineOutcome, { kind: "stopped" } | { kind: "not_started" }>
  | { readonly kind: "stopped"; readonly reason: StopReason }
  | { readonly kind: "not_started"; readonly message: string; readonly fault?: Fault };

/**
 * Answers the decided run, or `null` when somebody else decided it (a cancel) or the store is out of reach. `signal` is that
 * of the work on the run: a cancel stops what is collected.
 */
export async function settleRun(
  context: Context,
  run: RunIn<"running">,
  ending: Ending,
  signal: AbortSignal,
): Promise<DecidedRun | null> {
  const { ports } = context;
  if (ending.kind === "not_started" && ending.fault !== undefined) {
    ports.log.error("a run could not be started", { run: run.id, ...ending.fault });
  }
  // A canceled run is already decided by whoever canceled it, what an interrupted one wrote is half a thing, and one that
  // was not started wrote nothing.
  const nothingToKeep = (ending.kind === "stopped" && ending.reason !== "deadline") || ending.kind === "not_started";
  const settled = nothingToKeep
    ? { outcome: outcomeOf(ending, []), sealed: false }
    : await collectAndSeal(context, run, ending, whenCanceled(signal));
  const decided = await decideMakingRoom(context, run, settled.outcome, settled.sealed);
  if (decided.isOk()) return decided.value;
  if (decided.error.kind !== "conflict")
    ports.log.error("an outcome could not be put on record; the sweep will end the run", { run: run.id });
  return null;
}

/** An outcome, and whether its result stands on disk. */
interface Settled {
  readonly outcome: Outcome;
  readonly sealed: boolean;
}

const UNWANTED: Settled = { outcome: CANCELED, sealed: false };

/** Aborts for a cancel alone: what a program has finished is kept, though the server stops or a deadline passes. */
function whenCanceled(work: AbortSignal): AbortSignal {
  const canceled = new AbortController();
  const hear = (): void => {
    if (work.reason === ("canceled" satisfies StopReason)) canceled.abort();
  };
  hear();
  work.addEventListener("abort", hear, { once: true });
  return canceled.signal;
}

async function collectAndSeal(
  context: Context,
  run: RunIn<"running">,
  ending: Ending,
  canceled: AbortSignal,
): Promise<Settled> {
  const { ports, options } = context;
  const limits = { ...options.collectLimits, keepInputs: run.request.options.debug };
  const collected = await ports.outputs.collect(run.id, run.state.attempt, limits, canceled);
  if (collected.isErr()) {
    return collected.error.kind === "aborted" ? UNWANTED : lost(context, run, ending, collected.error);
  }
  const succeeded = ending.kind === "exited" && ending.code === 0;
  const judged = succeeded ? await judge(context, run, collected.value, canceled) : null;
  if (canceled.aborted) return UNWANTED;
  if (judged !== null && "kind" in judged) return lost(context, run, ending, judged);
  const problems = [...collected.value.problems, ...(judged?.problems ?? [])];
  const outcome = outcomeOf(ending, problems);
  const data: JsonValue = outcome.status === "succeeded" ? (judged?.data ?? null) : null;
  const { artifacts, inputs } = collected.value;
  const warnings = problems.filter((each) => each.severity === "warning");
  const envelope = envelopeOf(
    outcome,
    data,
    artifacts.map((each) => each.path),
    warnings,
  );
  const sealed = await ports.outputs.seal(run.id, envelope, [...artifacts, ...inputs]);
  return sealed.isOk() ? { outcome, sealed: true } : lost(context, run, ending, sealed.error);
}

async function judge(
  context: Context,
  run: RunIn<"running">,
  collected: Collected,
  canceled: AbortSignal,
): Promise<OutputVerdict | Fault> {
  const { ports, options } = context;
  const { packageLimits, profile } = options;
  const artifacts = collected.artifacts.map((each) => each.path);
  const { output } = collected;
  const verdict = await withUpload(context, run.id, run.state.attempt, (pkg) =>
    ports.judge.judgeOutput({ package: pkg, packageLimits, profile, output, artifacts }, canceled),
  );
  return verdict.isOk() ? verdict.value : verdict.error;
}

/** What a run wrote could not be kept: it ends as failed, for that or an earlier reason, with a result that says so. */
function lost(context: Context, run: RunIn<"running">, ending: Ending, fault: Fault): Settled {
  context.ports.log.error("what a run wrote could not be kept", { run: run.id, ...fault });
  const earlier = outcomeOf(ending, []);
  if (earlier.status !== "succeeded") return { outcome: earlier, sealed: false };
  const why = fault.kind === "no_space" ? "its disk is full" : "of a fault of its own";
  const message = `The server could not keep what the run wrote because ${why}.`;
  return { outcome: failure("RUN_OUTPUTS_NOT_KEPT", message), sealed: false };
}

function outcomeOf(ending: Ending, problems: readonly Problem[]): Outcome {
  switch (ending.kind) {
    case "exited":
      if (ending.code !== 0) {
        return failure("RUN_EXIT_NONZERO", `The program ended with exit code ${ending.code}; its logs may say why.`);
      }
      return hasError(problems) ? broken(problems) : { status: "succeeded", error: null };
    case "killed":
      return failure("RUN_KILLED", `The program was ended by the signal ${ending.signal}.`);
    case "files_limit":
      return failure("RUN_FILES_LIMIT", ending.message);
    case "not_started":
      return failure("RUN_ENGINE_FAILED", `The program could not be started. ${ending.message}`);
    case "stopped":
      return stoppedBy(ending.reason);
  }
}

function stoppedBy(reason: StopReason): Outcome {
  if (reason === "deadline") return failure("RUN_DEADLINE_EXCEEDED", "The run took longer than its deadline allows.");
  if (reason === "canceled") return CANCELED;
  return failure("RUN_INTERRUPTED", "The server was stopped while the run was running.");
}

/** The program ended well and did not keep its promise: the first error names it, all are told. */
function broken(problems: readonly Problem[]): Outcome {
  const errors = brokenPromise(problems);
  const [first] = errors;
  if (first === undefined) throw new Error("Cannot fail a run without a problem.");
  return failure(first.code, first.message, errors);
}
