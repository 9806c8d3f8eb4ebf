// Clean: the last step of every run. A result stands, the temporary files are gone, and one commit says both. (req D1–D5)
import { removalFailed, removed, retained } from "../cleanup/receipt.ts";
import type { Removal } from "../ports/removal.ts";
import type { RunIn, RunWarning } from "../run/run.ts";
import type { TemporaryFiles } from "../run/temporary-files.ts";
import { commitPatiently } from "./commit.ts";
import type { Context } from "./context.ts";
import { endProcess } from "./end-process.ts";
import { envelopeOf } from "./envelope-of.ts";
import { writeCacheEntry } from "./write-cache-entry.ts";
import { measureTemporaryFiles, removeTemporaryFiles, retainedBytes } from "./temporary-files.ts";

/**
 * Ends a decided run. The caller has ended all work on it. Safe to repeat after any interruption; where the outside
 * world fails, the run stays in `cleaning` and the sweep or the next start comes back to it.
 * `before` is what of its temporary files is gone already.
 */
export async function cleanRun(
  context: Context,
  run: RunIn<"cleaning">,
  before: Removal = { files: 0, bytes: 0 },
): Promise<void> {
  const { ports, options } = context;
  const putOff = (reason: "process" | "result" | "record"): void => ports.counters.count("ends_put_off", { reason });
  // A process that may have outlived its server is gone before its files are.
  if (!(await endProcess(context, run, run.state.process))) return putOff("process");
  // Removed first: on a full disk, this is what makes room for the result.
  const [temporaryFiles, warnings] = await settleTemporaryFiles(context, run, before);
  if (!(await seal(context, run))) return putOff("result");
  await writeCacheEntry(context, run);
  const endedAt = ports.clock.now();
  const { outcome } = run.state;
  const ended = await commitPatiently(
    context,
    run,
    "end",
    { phase: outcome.status, outcome, endedAt, outputsDueAt: endedAt + options.outputTtlMs },
    { temporaryFiles, warnings: [...run.warnings, ...warnings] },
  );
  if (ended.isErr()) {
    // Somebody else has put it on record, and has counted it.
    if (ended.error.kind === "conflict") return undefined;
    ports.log.error("the end could not be put on record; the sweep will", { run: run.id });
    return putOff("record");
  }
  ports.log.info("run ended", {
    run: run.id,
    status: outcome.status,
    code: outcome.error?.code ?? null,
    receipt: temporaryFiles.receipt,
  });
  ports.counters.count("runs_ended", { kind: run.kind, status: outcome.status });
  if (temporaryFiles.state === "removal_failed") ports.counters.count("cleanups_failed", { at: "end" });
  if (run.cache.key !== null) await context.followers.settle(run.cache.key);
}

async function seal({ ports }: Context, run: RunIn<"cleaning">): Promise<boolean> {
  if (run.state.sealed) return true;
  const sealed = await ports.outputs.seal(run.outputs, envelopeOf(run.state.outcome, null, [], []), []);
  if (sealed.isOk()) return true;
  ports.log.error("the result of an ended run could not be written; the sweep will", {
    run: run.id,
    message: sealed.error.message,
  });
  return false;
}

async function settleTemporaryFiles(
  context: Context,
  run: RunIn<"cleaning">,
  before: Removal,
): Promise<[TemporaryFiles, readonly RunWarning[]]> {
  const { ports, options } = context;
  const about = { reason: reasonOf(run), packageSha256: run.state.packageSha256, at: ports.clock.now() };
  const warnings: RunWarning[] = [];
  if (run.request.options.debug_keep_temp) {
    const kept = await measureTemporaryFiles(context, run.id);
    if (kept.isOk() && kept.value.files > 0) {
      const others = await retainedBytes(context);
      if (others.isOk() && others.value + kept.value.bytes <= options.maxRetainedBytes)
        return [retained(kept.value, about, about.at + options.debugTtlMs), []];
      warnings.push(NOT_RETAINED);
    }
  }
  const gone = await removeTemporaryFiles(context, run.id);
  if (gone.isOk()) {
    const all = { files: before.files + gone.value.files, bytes: before.bytes + gone.value.bytes };
    return [removed(all, about), warnings];
  }
  ports.log.warn("temporary files could not be removed; the sweep will", { run: run.id, message: gone.error.message });
  const message = "Temporary files could not be removed at once; the next sweep tries again.";
  return [removalFailed(about, gone.error), [...warnings, { code: "RUN_CLEANUP_FAILED", message }]];
}

const NOT_RETAINED: RunWarning = {
  code: "RUN_NOT_RETAINED",
  message: "The temporary files were not kept: those of other runs take all the room that there is for them.",
};

function reasonOf({ state }: RunIn<"cleaning">): string {
  const { outcome } = state;
  if (outcome.status === "succeeded") return "the run succeeded";
  return outcome.status === "canceled" ? "the run was canceled" : `the run failed: ${outcome.error.code}`;
}
