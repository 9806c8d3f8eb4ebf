// Sweep: what expired, failed, broke off or belongs to nobody goes. (req D3; design §2)
import type { Result } from "neverthrow";
import { dueAction, isOrphanTemporary } from "../cleanup/sweep-plan.ts";
import { removalFailed, removed } from "../cleanup/receipt.ts";
import type { Fault } from "../ports/fault.ts";
import type { Removal } from "../ports/removal.ts";
import type { RunId } from "../run/run-id.ts";
import type { Run } from "../run/run.ts";
import { commit } from "./commit.ts";
import type { Context } from "./context.ts";
import { forgetRun } from "./delete-run.ts";
import { endRun, failure } from "./end-run.ts";
import { leadAnew } from "./lead-anew.ts";
import { mend, WORKED_PHASES } from "./recover.ts";
import { removeTemporaryFiles } from "./temporary-files.ts";
import { removeUnusedOutputs } from "./unused-outputs.ts";

/** What one sweep did, in runs; files and bytes are those of orphans and of late removals. */
export interface SweepReport {
  readonly expired: number;
  readonly removed: number;
  readonly forgotten: number;
  readonly mended: number;
  /** Entries of the cache. */
  readonly uncached: number;
  readonly orphans: number;
  readonly files: number;
  readonly bytes: number;
  /** What could not be done and will be tried again; the log has the reasons. */
  readonly failures: number;
}

type Tally = { -readonly [K in keyof SweepReport]: SweepReport[K] };

const DUE_PAGE = 1000;
const WORKED_PAGE = 1000;

/**
 * One sweep. `shard` (0–255) says which part of the output folders is looked through for orphans.
 * Never touches a run that is worked on: it lists first, looks the records up afterwards, and holds a run while it acts.
 */
export async function sweep(context: Context, shard: number): Promise<SweepReport> {
  const tally: Tally = {
    expired: 0,
    removed: 0,
    forgotten: 0,
    mended: 0,
    uncached: 0,
    orphans: 0,
    files: 0,
    bytes: 0,
    failures: 0,
  };
  await sweepDue(context, tally);
  await sweepStuck(context, tally);
  const led = await leadAnew(context);
  if (led.isErr()) failed(context, tally, led.error);
  await sweepCache(context, tally);
  const temporaryBelongsToNobody = async (id: RunId): Promise<Result<boolean, Fault>> =>
    (await context.ports.runs.find(id)).map(isOrphanTemporary);
  await sweepOrphans(
    context,
    tally,
    await list(context, tally, context.ports.uploads.list()),
    temporaryBelongsToNobody,
    (id) => removeTemporaryFiles(context, id),
  );
  await sweepOrphans(
    context,
    tally,
    await list(context, tally, context.ports.workspaces.list()),
    temporaryBelongsToNobody,
    (id) => removeTemporaryFiles(context, id),
  );
  await sweepOrphans(
    context,
    tally,
    await list(context, tally, context.ports.outputs.list(shard)),
    async (id) => (await context.ports.cache.outputsInUse(id)).map((used) => !used),
    (id) => context.ports.outputs.remove(id),
  );
  count(context, tally, await context.ports.workspaces.emptyTrash());
  if (Object.values(tally).some((amount) => amount > 0)) context.ports.log.info("swept", { ...tally });
  return tally;
}

async function sweepDue(context: Context, tally: Tally): Promise<void> {
  const due = await context.ports.runs.due(context.ports.clock.now(), DUE_PAGE);
  if (due.isErr()) return failed(context, tally, due.error);
  for (const run of due.value) {
    await holding(context, tally, run.id, () => actOnDue(context, tally, run));
  }
}

async function actOnDue(context: Context, tally: Tally, run: Run): Promise<void> {
  switch (dueAction(run, context.ports.clock.now())) {
    case "expire_upload":
      tally.expired += 1;
      return endRun(context, run, failure("RUN_UPLOAD_EXPIRED", "The upload did not come in time."));
    case "remove_temporary_files":
      return removeLate(context, tally, run);
    case "forget": {
      const forgotten = await forgetRun(context, run);
      if (forgotten.isOk()) tally.forgotten += 1;
      else tally.failures += 1;
      return undefined;
    }
    case "nothing":
      return undefined;
  }
}

async function removeLate(context: Context, tally: Tally, run: Run): Promise<void> {
  const { receipt, state } = run.temporaryFiles;
  const reason = state === "retained" ? "the debug retention ended" : "an earlier removal failed";
  const about = { reason, packageSha256: receipt?.packageSha256 ?? null, at: context.ports.clock.now() };
  const gone = await removeTemporaryFiles(context, run.id);
  count(context, tally, gone);
  if (gone.isErr() && state === "removal_failed") return;
  const temporaryFiles = gone.isOk() ? removed(gone.value, about) : removalFailed(about);
  const settled = await commit(context, run, "settle_temporary_files", run.state, { temporaryFiles });
  if (settled.isErr()) tally.failures += 1;
  else if (gone.isOk()) tally.removed += 1;
}

/** Runs that say they are worked on while nobody does: an end that could not be put on record in time. */
async function sweepStuck(context: Context, tally: Tally): Promise<void> {
  const worked = await context.ports.runs.inPhases(WORKED_PHASES, WORKED_PAGE);
  if (worked.isErr()) return failed(context, tally, worked.error);
  for (const { id, version } of worked.value) {
    await holding(context, tally, id, async () => {
      const current = await context.ports.runs.find(id);
      if (current.isErr()) return failed(context, tally, current.error);
      // Whoever moved it since it was listed works on it or has ended it.
      if (current.value?.version !== version) return undefined;
      tally.mended += 1;
      return mend(context, current.value);
    });
  }
}

async function sweepCache(context: Context, tally: Tally): Promise<void> {
  const expired = await context.ports.cache.expire(context.ports.clock.now(), DUE_PAGE);
  if (expired.isErr()) return failed(context, tally, expired.error);
  tally.uncached += expired.value.length;
  for (const outputs of expired.value) count(context, tally, await removeUnusedOutputs(context, outputs));
}

async function sweepOrphans(
  context: Context,
  tally: Tally,
  listed: readonly RunId[],
  isOrphan: (id: RunId) => Promise<Result<boolean, Fault>>,
  remove: (id: RunId) => Promise<Result<Removal, Fault>>,
): Promise<void> {
  for (const id of listed) {
    await holding(context, tally, id, async () => {
      const orphan = await isOrphan(id);
      if (orphan.isErr()) return failed(context, tally, orphan.error);
      if (!orphan.value) return undefined;
      tally.orphans += 1;
      return count(context, tally, await remove(id));
    });
  }
}

/** Acts on a run while nobody else does; a run that is worked on is left alone. A bug with one spares the others. */
async function holding(context: Context, tally: Tally, id: RunId, act: () => Promise<void>): Promise<void> {
  const work = context.active.begin(id, "brief");
  if (work === null) return;
  try {
    await act();
  } catch (bug) {
    tally.failures += 1;
    context.ports.log.error("the sweep of a run broke off because of a bug", { run: id, cause: bug });
  } finally {
    work.finish();
  }
}

async function list(
  context: Context,
  tally: Tally,
  listing: Promise<Result<readonly RunId[], Fault>>,
): Promise<readonly RunId[]> {
  const listed = await listing;
  if (listed.isErr()) failed(context, tally, listed.error);
  return listed.unwrapOr([]);
}

function count(context: Context, tally: Tally, gone: Result<Removal, Fault>): void {
  if (gone.isErr()) return failed(context, tally, gone.error);
  tally.files += gone.value.files;
  tally.bytes += gone.value.bytes;
}

function failed({ ports }: Context, tally: Tally, fault: Fault): void {
  tally.failures += 1;
  ports.log.warn("part of a sweep failed and will be tried again", { message: fault.message });
}
