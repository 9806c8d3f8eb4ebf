// What is in the bundle of a run, and how is it read from any position? (req C3; design §5, §7)
import { err, ok, type Result } from "neverthrow";
import { planStoredArchive } from "../archive/plan-stored-archive.ts";
import { bundlePlan } from "../result/bundle-plan.ts";
import type { OutputFile } from "../ports/run-outputs.ts";
import type { Run } from "../run/run.ts";
import type { Context } from "./context.ts";
import type { RunAddress } from "./find-run.ts";
import { endedRun } from "./read-run.ts";
import type { Refusal } from "./refusal.ts";

/** A zip that is never kept: every byte of it follows from the manifest and the files. */
export interface Bundle {
  readonly run: Run;
  /** Bytes of the whole zip. */
  readonly size: number;
  /** Names exactly these bytes, without quotes. */
  readonly tag: string;
  /** The bytes from `start` (inclusive) to `end` (exclusive). A rejection means that a file is gone. */
  stream(start: number, end: number): AsyncIterable<Uint8Array>;
}

/** Fails with `RUN_NOT_FOUND` and `RUN_NOT_FINISHED`. */
export async function readBundle(context: Context, address: RunAddress): Promise<Result<Bundle, Refusal>> {
  const ended = await endedRun(context, address);
  if (ended.isErr()) return err(ended.error);
  throw new Error("pending");
}
