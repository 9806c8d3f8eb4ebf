// What can be read of a run? (req C3; design §7)
import { err, ok, type Result } from "neverthrow";
import { isSafeRelativePath } from "../path/check-path.ts";
import type { OpenedFile, OutputFile } from "../ports/run-outputs.ts";
import type { Page, PageQuery } from "../ports/run-store.ts";
import { isTerminal, VISIBLE_PHASES } from "../run/phase.ts";
import type { Run } from "../run/run.ts";
import type { Context } from "./context.ts";
import { findRun, type RunAddress } from "./find-run.ts";
import { refusalOfFault, refuse, type Refusal } from "./refusal.ts";

/** A run that has ended, with the record of what it kept. */
export interface EndedRun {
  readonly run: Run;
  /** Sorted by path. */
  readonly files: readonly OutputFile[];
}

/** Fails with `RUN_NOT_FOUND`, and with `RUN_NOT_FINISHED` before the end. */
export async function endedRun(context: Context, address: RunAddress): Promise<Result<EndedRun, Refusal>> {
  const found = await findRun(context, address);
  if (found.isErr()) return err(found.error);
  const run = found.value;
  if (!isTerminal(run.state.phase)) {
    return refuse("RUN_NOT_FINISHED", "The run has not ended yet; ask for its status until it has.", { run: run.id });
  }
  const files = await context.ports.outputs.manifest(run.outputs);
  if (files.isErr()) return err(refusalOfFault(files.error, run.id, context.ports.log));
  return ok({ run, files: files.value ?? [] });
}

const RESULT_PATH = "result/result.json";

/** The bytes of `result.json`. */
export async function readResult(context: Context, address: RunAddress): Promise<Result<OpenedFile, Refusal>> {
  const ended = await endedRun(context, address);
  if (ended.isErr()) return err(ended.error);
  return open(context, ended.value.run, RESULT_PATH);
}

/** One artifact, named with or without the leading `artifacts/`. */
export async function readArtifact(
  context: Context,
  address: RunAddress,
  path: string,
): Promise<Result<OpenedFile, Refusal>> {
  const ended = await endedRun(context, address);
  if (ended.isErr()) return err(ended.error);
  const { run, files } = ended.value;
  const full = path.startsWith("artifacts/") ? path : `artifacts/${path}`;
  if (!isSafeRelativePath(full))
    return refuse("REQUEST_PATH_INVALID", "No artifact can have this path.", { run: run.id });
  // A program may well make a folder of that name itself.
  const below = `artifacts/${path}`;
  return open(context, run, files.some((each) => each.path === below) ? below : full);
}

async function open({ ports }: Context, run: Run, path: string): Promise<Result<OpenedFile, Refusal>> {
  const opened = await ports.outputs.open(run.outputs, path);
  if (opened.isErr()) return err(refusalOfFault(opened.error, run.id, ports.log));
  if (opened.value !== null) return ok(opened.value);
  return refuse("RUN_FILE_NOT_FOUND", "The run kept no file of this name.", { run: run.id });
}

export interface ReadLogs {
  readonly run: Run;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  /** Whether bytes of a stream before or after those shown were left out. */
  readonly truncated: boolean;
}

/** The most that one answer shows of a stream, in bytes. */
const LOG_BYTES = 1024 * 1024;

/** The last MiB of each log stream, or up to a MiB from `offset`; also while the run is running. */
export async function readLogs(
  context: Context,
  address: RunAddress,
  offset: number | null,
): Promise<Result<ReadLogs, Refusal>> {
  const found = await findRun(context, address);
  if (found.isErr()) return err(found.error);
  const run = found.value;
  const { outputs, log } = context.ports;
  const [stdout, stderr] = await Promise.all([
    outputs.readLog(run.outputs, "stdout", offset, LOG_BYTES),
    outputs.readLog(run.outputs, "stderr", offset, LOG_BYTES),
  ]);
  if (stdout.isErr()) return err(refusalOfFault(stdout.error, run.id, log));
  if (stderr.isErr()) return err(refusalOfFault(stderr.error, run.id, log));
  const truncated = [stdout.value, stderr.value].some((slice) => slice.bytes.length < slice.size);
  return ok({ run, stdout: stdout.value.bytes, stderr: stderr.value.bytes, truncated });
}

export async function listRuns({ ports }: Context, query: PageQuery): Promise<Result<Page, Refusal>> {
  const page = await ports.runs.page({ ...query, phases: query.phases ?? VISIBLE_PHASES });
  return page.mapErr((fault) => refusalOfFault(fault, null, ports.log));
}
