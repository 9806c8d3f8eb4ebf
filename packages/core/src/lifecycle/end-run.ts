// How does a run that will not run (any more) come to its end?
import { err, ok, type Result } from "neverthrow";
import type { Fault } from "../ports/fault.ts";
import type { Removal } from "../ports/removal.ts";
import type { Conflict, Full } from "../ports/run-store.ts";
import type { ProblemCode } from "../problem/codes.ts";
import type { Problem } from "../problem/problem.ts";
import type { Outcome, Run, RunIn } from "../run/run.ts";
import { cleanRun } from "./clean-run.ts";
import { commitPatiently } from "./commit.ts";
import type { Context } from "./context.ts";
import { endProcess } from "./end-process.ts";
import { removeTemporaryFiles } from "./temporary-files.ts";

export function failure(code: ProblemCode, message: string, problems: readonly Problem[] = []): Outcome {
  return { status: "failed", error: { code, message, problems } };
}

export const CANCELED: Outcome = {
  status: "canceled",
  error: { code: "RUN_CANCELED", message: "The run was canceled.", problems: [] },
};

/**
 * Decides how `run` ends. From here on the outcome stands, and all that is left is to clean.
 * `sealed` tells that result and artifacts are whole on disk.
 */
export async function decideRun(
  context: Context,
  run: Run,
  outcome: Outcome,
  sealed: boolean,
): Promise<Result<RunIn<"cleaning">, Conflict | Full | Fault>> {
  const process = run.state.phase === "running" ? run.state.process : null;
  const state = { phase: "cleaning", outcome, sealed, process, packageSha256: packageDigest(run) } as const;
  const decided = await commitPatiently(context, run, "decide", state);
  return decided.andThen((after) => ok({ ...after, state }));
}

/** A decided run, and what of its temporary files had to go before that could be put on record. */
export interface DecidedRun {
  readonly run: RunIn<"cleaning">;
  readonly before: Removal;
}

/**
 * The same, for whoever holds a run of which nothing is at work any more. A program may have filled the disk that the
 * records need too: then its temporary files go first, or nothing would ever make room again.
 */
export async function decideMakingRoom(
  context: Context,
  run: Run,
  outcome: Outcome,
  sealed: boolean,
): Promise<Result<DecidedRun, Conflict | Full | Fault>> {
  const decided = await decideRun(context, run, outcome, sealed);
  if (decided.isOk()) return ok({ run: decided.value, before: { files: 0, bytes: 0 } });
  if (decided.error.kind !== "no_space") return err(decided.error);
  const process = run.state.phase === "running" ? run.state.process : null;
  if (!(await endProcess(context, run, process))) return err(decided.error);
  context.ports.log.warn("temporary files go early to make room for an end", { run: run.id });
  const gone = await removeTemporaryFiles(context, run.id);
  if (gone.isErr()) return err(gone.error);
  const again = await decideRun(context, run, outcome, sealed);
  return again.andThen((after) => ok({ run: after, before: gone.value }));
}

/** Decides and cleans. Whoever lost against another decision leaves the rest to it. */
export async function endRun(context: Context, run: Run, outcome: Outcome): Promise<void> {
  const decided = await decideMakingRoom(context, run, outcome, false);
  if (decided.isOk()) {
    await cleanRun(context, decided.value.run, decided.value.before);
  } else if (decided.error.kind !== "conflict") {
    context.ports.log.error("an end could not be put on record; the sweep will", { run: run.id, error: decided.error });
  }
}

function packageDigest(run: Run): string | null {
  return run.state.phase === "staging" ? run.state.packageSha256 : (run.skill?.packageSha256 ?? null);
}
