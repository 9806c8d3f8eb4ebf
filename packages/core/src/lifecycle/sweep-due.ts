// What does a sweep do about runs whose records say that their time has come? (req D3, D5)
import { ok } from "neverthrow";
import { dueAction } from "../cleanup/sweep-plan.ts";
import { removalFailed, removed } from "../cleanup/receipt.ts";
import type { Run } from "../run/run.ts";
import { commit } from "./commit.ts";
import { forgetRun } from "./delete-run.ts";
import { endRun, failure } from "./end-run.ts";
import { freshRuns } from "./fresh-runs.ts";
import { mend, WORKED_PHASES } from "./recover.ts";
import type { SweepTally } from "./sweep-tally.ts";
import { measureTemporaryFiles, removeTemporaryFiles } from "./temporary-files.ts";

const PAGE = 1000;

/** Found by index: costs what is due, whatever else there is. */
export async function sweepDue(tally: SweepTally): Promise<void> {
  const { runs, clock } = tally.context.ports;
  for await (const page of freshRuns((limit) => runs.due(clock.now(), limit), PAGE)) {
    if (page.isErr()) return tally.failed(page.error);
    for (const run of page.value) await tally.holding(run.id, () => actOnDue(tally, run));
  }
}

async function actOnDue(tally: SweepTally, run: Run): Promise<void> {
  const { context, report } = tally;
  switch (dueAction(run, context.ports.clock.now())) {
    case "expire_upload":
      report.expired += 1;
      if (!tally.begins("expire_upload", run.id)) return undefined;
      return endRun(context, run, failure("RUN_UPLOAD_EXPIRED", "The upload did not come in time."));
    case "remove_temporary_files":
      if (tally.begins("remove_temporary_files", run.id)) return removeLate(tally, run);
      report.removed += 1;
      return tally.count(await measureTemporaryFiles(context, run.id));
    case "forget":
      return forget(tally, run);
    case "nothing":
      return undefined;
  }
}

async function forget(tally: SweepTally, run: Run): Promise<void> {
  const { context, report } = tally;
  if (!tally.begins("forget_run", run.id)) {
    report.forgotten += 1;
    tally.count(await measureTemporaryFiles(context, run.id));
    // Of outputs that the cache still gives out or that other runs have, too: a plan does not look so far.
    return tally.count(await context.ports.outputs.measure(run.outputs));
  }
  const forgotten = await forgetRun(context, run);
  if (forgotten.isErr() || !forgotten.value.whole) report.failures += 1;
  else report.forgotten += 1;
  if (forgotten.isOk()) tally.count(ok(forgotten.value));
}

async function removeLate(tally: SweepTally, run: Run): Promise<void> {
  const { context, report } = tally;
  const { receipt, state } = run.temporaryFiles;
  const reason = state === "retained" ? "the debug retention ended" : "an earlier removal failed";
  const about = { reason, packageSha256: receipt?.packageSha256 ?? null, at: context.ports.clock.now() };
  const gone = await removeTemporaryFiles(context, run.id);
  tally.count(gone);
  if (gone.isErr() && state === "removal_failed") return;
  const temporaryFiles = gone.isOk() ? removed(gone.value, about) : removalFailed(about, gone.error);
  const settled = await commit(context, run, "settle_temporary_files", run.state, { temporaryFiles });
  if (settled.isErr()) report.failures += 1;
  else if (gone.isOk()) report.removed += 1;
}

/** Runs that say they are worked on while nobody does: an end that could not be put on record in time. */
export async function sweepStuck(tally: SweepTally): Promise<void> {
  const { context, report } = tally;
  const { runs } = context.ports;
  for await (const page of freshRuns((limit) => runs.inPhases(WORKED_PHASES, limit), PAGE)) {
    if (page.isErr()) return tally.failed(page.error);
    for (const { id, version } of page.value) {
      await tally.holding(id, async () => {
        const current = await runs.find(id);
        if (current.isErr()) return tally.failed(current.error);
        // Whoever moved it since it was listed works on it or has ended it.
        if (current.value?.version !== version) return undefined;
        report.mended += 1;
        return tally.begins("mend_run", id) ? mend(context, current.value) : undefined;
      });
    }
  }
}
