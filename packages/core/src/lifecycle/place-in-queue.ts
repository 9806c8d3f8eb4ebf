// Where does a run stand in the queue?
import { err, ok, type Result } from "neverthrow";
import type { Page, PageQuery } from "../ports/run-store.ts";
import type { Run } from "../run/run.ts";
import type { Context } from "./context.ts";
import { findRun, visible, type RunAddress } from "./find-run.ts";
import { listRuns } from "./read-run.ts";
import { refusalOfFault, type Refusal } from "./refusal.ts";

/** A run with its place. */
export interface PlacedRun {
  readonly run: Run;
  /** 1 for the run that is taken next; `null` exactly when `run` is not queued. */
  readonly queuePosition: number | null;
}

/** A page of runs with their places. */
export interface PlacedPage {
  readonly runs: readonly PlacedRun[];
  readonly nextCursor: Page["nextCursor"];
}

/** Fails with `RUN_NOT_FOUND`. */
export async function findPlaced(context: Context, address: RunAddress): Promise<Result<PlacedRun, Refusal>> {
  const found = await findRun(context, address);
  if (found.isErr()) return err(found.error);
  const placed = await place(context, found.value);
  if (placed.isErr()) return err(placed.error);
  if (placed.value !== null) return ok(placed.value);
  // Deleted just now, so this says that there is none.
  return (await findRun(context, address)).map((run) => ({ run, queuePosition: null }));
}

/** A run that was deleted just now is left out of the page. */
export async function listPlaced(context: Context, query: PageQuery): Promise<Result<PlacedPage, Refusal>> {
  const page = await listRuns(context, query);
  if (page.isErr()) return err(page.error);
  const runs: PlacedRun[] = [];
  for (const run of page.value.runs) {
    const placed = await place(context, run);
    if (placed.isErr()) return err(placed.error);
    if (placed.value !== null) runs.push(placed.value);
  }
  return ok({ runs, nextCursor: page.value.nextCursor });
}

async function place({ ports }: Context, read: Run): Promise<Result<PlacedRun | null, Refusal>> {
  if (read.state.phase !== "queued") return ok({ run: read, queuePosition: null });
  const before = await ports.queue.position(read.id);
  if (before.isErr()) return err(refusalOfFault(before.error, read.id, ports.log));
  if (before.value !== null) return ok({ run: read, queuePosition: before.value + 1 });
  // It left the queue since it was read, which a run does once.
  const now = await ports.runs.find(read.id);
  if (now.isErr()) return err(refusalOfFault(now.error, read.id, ports.log));
  const run = visible(now.value);
  return ok(run && { run, queuePosition: null });
}
