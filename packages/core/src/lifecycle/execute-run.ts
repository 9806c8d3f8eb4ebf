// Execute: a queued run is taken, its program runs behind the engine's walls, and the run is settled and cleaned.
import { err, ok, type Result } from "neverthrow";
import type { Engine, EngineJob, EngineOutcome } from "../ports/engine.ts";
import type { Staged } from "../ports/workspaces.ts";
import type { ProcessIdentity, Run, RunIn, RunSkill } from "../run/run.ts";
import { deadlineMs } from "../run/deadline.ts";
import type { Work } from "./active-work.ts";
import { cleanRun } from "./clean-run.ts";
import { commit } from "./commit.ts";
import type { Context } from "./context.ts";
import { endRun, failure } from "./end-run.ts";
import { jobDocument } from "./job-document.ts";
import { settleRun, type Ending } from "./settle-run.ts";
import { extract } from "./stage-run.ts";

/** A taken run whose work has begun; `execute` brings it to its end and never rejects for reasons of the outside world. */
export interface TakenRun {
  readonly run: Run;
  execute(): Promise<void>;
}

/** Takes a run that `takeRun` has moved to `running`. */
export function takenRun(context: Context, run: RunIn<"running">, work: Work): TakenRun {
  return { run, execute: () => execute(context, run, work) };
}

async function execute(context: Context, taken: RunIn<"running">, work: Work): Promise<void> {
  const { ports } = context;
  try {
    const progress = { run: taken };
    const ending = await runProgram(context, progress, work.signal);
    const decided = await settleRun(context, progress.run, ending, work.signal);
    if (decided !== null) await cleanRun(context, decided.run, decided.before);
  } catch (bug) {
    // A bug of ours must not leave the run behind: it ends as interrupted, and the log has the trace.
    ports.log.error("a run broke off because of a bug", { run: taken.id, cause: bug });
    const current = await ports.runs.find(taken.id);
    if (current.isErr() || current.value === null || current.value.state.phase !== "running") return;
    const message = "The run broke off because of a fault of the server.";
    await endRun(context, current.value, failure("RUN_ENGINE_FAILED", message));
  } finally {
    work.finish();
  }
}

async function runProgram(context: Context, progress: { run: RunIn<"running"> }, signal: AbortSignal): Promise<Ending> {
  const { ports, options } = context;
  const { run } = progress;
  const { skill } = run;
  if (signal.aborted) return { kind: "stopped", reason: signal.reason };
  if (skill === null) throw new Error("Cannot execute a run without a skill.");
  const engine = ports.engines.find((each) => each.name === skill.engine);
  if (engine === undefined) return { kind: "not_started", message: `Engine \`${skill.engine}\` is no longer there.` };
  const opening = ports.outputs.openLogs(run.id, options.maxLogBytes);
  const preparing = prepare(context, run, skill, signal);
  await Promise.allSettled([opening, preparing]);
  const logs = await opening;
  if (logs.isErr()) return { kind: "not_started", message: "The logs could not be opened.", fault: logs.error };
  try {
    const prepared = await preparing;
    if (prepared.isErr()) return prepared.error;
    return await runEngine(context, progress, engine, { ...prepared.value, logs: logs.value }, signal);
  } finally {
    const closed = await logs.value.close();
    if (closed.isErr()) ports.log.error("a log is not whole", { run: run.id, message: closed.error.message });
  }
}

type Prepared = Pick<EngineJob, "contract" | "paths" | "document">;

/** The staged tree, with the job in it. */
async function prepare(
  context: Context,
  run: RunIn<"running">,
  skill: RunSkill,
  signal: AbortSignal,
): Promise<Result<Prepared, Ending>> {
  const staged = await findOrStage(context, run, skill, signal);
  if (staged.isErr()) return err(signal.aborted ? { kind: "stopped", reason: signal.reason } : staged.error);
  const document = jobDocument(run, skill, staged.value);
  const written = await context.ports.workspaces.writeDocument(run.id, run.state.attempt, document);
  if (written.isOk()) return ok({ contract: skill.contract, paths: staged.value.paths, document });
  return err({ kind: "not_started", message: "The job could not be written.", fault: written.error });
}

async function runEngine(
  context: Context,
  progress: { run: RunIn<"running"> },
  engine: Engine,
  prepared: Prepared & Pick<EngineJob, "logs">,
  signal: AbortSignal,
): Promise<Ending> {
  const { ports, options } = context;
  const { run } = progress;
  const timer = new AbortController();
  const over = new AbortController();
  const job = AbortSignal.any([signal, timer.signal]);
  const started = async (process: ProcessIdentity): Promise<Result<void, unknown>> => {
    const state = { ...progress.run.state, process };
    const recorded = await commit(context, progress.run, "record_process", state);
    if (recorded.isErr()) return err(recorded.error);
    progress.run = { ...recorded.value, state };
    ports.log.info("run started", { run: run.id, engine: engine.name, pid: process.pid });
    // The deadline counts from here, when the program is about to get its first instruction.
    const limit = deadlineMs(run.request.options, options.runTimeoutMs);
    void ports.clock.sleep(limit, over.signal).then(() => {
      if (!over.signal.aborted) timer.abort("deadline");
    });
    return ok();
  };
  const { attempt } = run.state;
  const { engineLimits: limits } = options;
  try {
    const outcome = await engine.execute({ run: run.id, attempt, ...prepared, limits, started }, job);
    if (outcome.isErr()) return { kind: "not_started", message: "The engine lost the run.", fault: outcome.error };
    return ending(outcome.value, job);
  } finally {
    over.abort();
  }
}

function ending(outcome: EngineOutcome, job: AbortSignal): Ending {
  return outcome.kind === "stopped" ? { kind: "stopped", reason: job.reason } : outcome;
}

/** The staged tree, built again from the upload where a crash of the machine took it. */
async function findOrStage(
  context: Context,
  run: RunIn<"running">,
  skill: RunSkill,
  signal: AbortSignal,
): Promise<Result<Staged, Ending>> {
  const { ports } = context;
  const found = await ports.workspaces.find(run.id, run.state.attempt);
  if (found.isErr())
    return err({ kind: "not_started", message: "The staged skill could not be read.", fault: found.error });
  if (found.value !== null) return ok(found.value);
  const again = await extract(context, run.id, run.state.attempt, signal);
  if (again.isOk()) return ok(again.value);
  const why = again.error;
  const fault = why.kind === "unavailable" || why.kind === "no_space" ? { fault: why } : {};
  return err({ kind: "not_started", message: "The skill could not be staged again.", ...fault });
}
