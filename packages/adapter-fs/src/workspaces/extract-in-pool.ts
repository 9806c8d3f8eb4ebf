// How is an archive extracted away from the server itself?
import { err, ok, type Result } from "neverthrow";
import {
  problem,
  type Aborted,
  type ArchiveLimits,
  type ByteSource,
  type Fault,
  type StagingRefusal,
} from "@mayfly/core";
import type { WorkerPool } from "../pool/create-worker-pool.ts";
import { costOf, faultOf, type PoolFailure } from "../pool/pool-failure.ts";
import { referenceTo } from "../pool/source-reference.ts";
import type { Stripped } from "../pool/pool-task.ts";

/** Extracts in a process of the pool; gives the relative paths of the files. */
export async function extractInPool(
  pool: WorkerPool,
  archive: ByteSource,
  limits: ArchiveLimits,
  target: string,
  stripped: Stripped,
  signal: AbortSignal,
): Promise<Result<readonly string[], StagingRefusal | Aborted | Fault>> {
  const task = { kind: "extract", archive: await referenceTo(archive), limits, target, stripped } as const;
  // Not timed: the limits on bytes and entries bound it, and a slow disk is not the sender's fault.
  const answer = await pool.perform(task, false, signal);
  if (answer.isErr()) return err(whyNotExtracted(answer.error));
  const { value } = answer;
  return value.kind === "refused" ? err({ kind: "refused", problems: value.problems }) : ok(value.files);
}

/** Why a process of the pool did not extract what it was given. */
export function whyNotExtracted(failure: PoolFailure): StagingRefusal | Aborted | Fault {
  if (failure.kind === "aborted") return { kind: "aborted" };
  if (failure.kind === "failed") return faultOf(failure);
  const problems = [problem("PACKAGE_TOO_COSTLY", `Cannot extract the archive: ${costOf(failure)}.`)];
  return { kind: "refused", problems };
}
