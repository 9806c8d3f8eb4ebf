// How does one job run, from its gate to its last process?
import { setTimeout as sleep } from "node:timers/promises";
import { constants } from "node:os";
import { err, ok, type Result } from "neverthrow";
import type { EngineJob, EngineOutcome, Fault } from "@mayfly/core";
import { cleanEnvironment } from "./clean-environment.ts";
import type { Exit, GatedProcess, StartGated } from "./gate.ts";
import { resolveProgram } from "./program.ts";
import { pumpOutput } from "./pump-output.ts";
import { endNow, endPolitely, endRest } from "./end-job.ts";
import type { Wall } from "./walls/wall.ts";
import { watchWrittenFiles, writtenTooMuch } from "./written-files.ts";

/** After the last process is gone its output is still in the pipe; more than this, in ms, nobody waits for it. */
const DRAIN_MS = 5_000;

/** Runs `job` behind `wall`; see `Engine.execute`. */
export async function runJob(
  job: EngineJob,
  wall: Wall,
  startGated: StartGated,
  signal: AbortSignal,
): Promise<Result<EngineOutcome, Fault>> {
  if (signal.aborted) return ok({ kind: "stopped" });
  const started = await start(job, wall, startGated);
  if (started.isErr()) return ok(notStarted(started.error));
  const gated = started.value;
  const pumps = Promise.all([
    pumpOutput(gated.stdout, "stdout", job.logs),
    pumpOutput(gated.stderr, "stderr", job.logs),
  ]);

  const recorded = await job.started(gated.identity);
  if (recorded.isErr() || signal.aborted) {
    await endNow(gated, wall);
    await pumps;
    return ok(signal.aborted ? { kind: "stopped" } : notStarted("The start of the process could not be recorded."));
  }
  gated.open();

  const cut = await exitOrCut(job, gated, signal);
  if (cut?.kind === "stopped") await endPolitely(gated, wall, job.limits.graceMs);
  else if (cut !== null) await endNow(gated, wall);
  const exit = await gated.exited;
  const allGone = await endRest(gated, wall, cut !== null);
  await drain(gated, pumps);
  if (!allGone) return err({ kind: "unavailable", message: `Processes of run ${job.run} do not end` });
  if (cut !== null) return ok(cut);
  if (!(await gated.ready)) return ok(notStarted(unreached(wall)));
  const excess = await writtenTooMuch(job.paths.runDir, job.limits);
  return ok(excess === null ? outcomeOf(exit, wall) : { kind: "files_limit", message: excess });
}

async function start(job: EngineJob, wall: Wall, startGated: StartGated): Promise<Result<GatedProcess, string>> {
  const script = job.contract.entrypoint.script;
  if (script === null) return err("The package names no script.");
  const program = await resolveProgram(script, job.paths.skillDir);
  if (program.isErr()) return err(program.error);
  if (program.value.kind !== "javascript" && wall.languages !== "any")
    return err(`Only JavaScript runs behind ${wall.title}.`);
  return startGated({
    ...wall.command(program.value, job.paths, job.limits),
    env: cleanEnvironment(job),
    cwd: job.paths.runDir,
    stdin: job.paths.documentPath,
    saysReady: wall.ownProcesses,
  });
}

/** Why the job has to end before it does by itself; `null` when it did. */
async function exitOrCut(job: EngineJob, gated: GatedProcess, signal: AbortSignal): Promise<EngineOutcome | null> {
  const over = new AbortController();
  const stopped = new Promise<EngineOutcome>((resolve) => {
    const stop = () => resolve({ kind: "stopped" });
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { signal: over.signal, once: true });
  });
  const excess = watchWrittenFiles(job.paths.runDir, job.limits, over.signal).then((message): EngineOutcome | null =>
    message === null ? null : { kind: "files_limit", message },
  );
  const first = await Promise.race([gated.exited.then(() => null), stopped, excess]);
  over.abort();
  return first;
}

async function drain(gated: GatedProcess, pumps: Promise<unknown>): Promise<void> {
  const timer = new AbortController();
  const bound = sleep(DRAIN_MS, undefined, { signal: timer.signal, ref: false }).catch(() => {});
  await Promise.race([pumps, bound]);
  timer.abort();
  gated.stdout.destroy();
  gated.stderr.destroy();
  await pumps;
}

function outcomeOf(exit: Exit, wall: Wall): EngineOutcome {
  if (exit.signal !== null) return { kind: "killed", signal: exit.signal };
  const code = exit.code ?? 1;
  const signal = wall.ownProcesses && code > 128 ? signalNamed(code - 128) : null;
  return signal === null ? { kind: "exited", code } : { kind: "killed", signal };
}

function signalNamed(number: number): string | null {
  return Object.entries(constants.signals).find(([, value]) => value === number)?.[0] ?? null;
}

function unreached({ ownProcesses, title }: Wall): string {
  return ownProcesses ? `The wall (${title}) could not be set up.` : "The process ended before it became the program.";
}

function notStarted(message: string): EngineOutcome {
  return { kind: "not_started", message };
}
