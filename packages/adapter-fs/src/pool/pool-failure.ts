// Why does a task have no answer?
import type { Fault } from "@mayfly/core";

/** In each case no process does anything for the task any more. */
export type PoolFailure =
  | TooCostly
  | { readonly kind: "aborted" }
  /** The system refused something (`code` says what), or the task has a bug (`code` is null). */
  | { readonly kind: "failed"; readonly message: string; readonly code: string | null };

/** The task reached the limit of time, memory or depth. */
export interface TooCostly {
  readonly kind: "too_costly";
  readonly limit: "time" | "memory" | "depth";
}

/** Why a task was too costly, as the end of a sentence. */
export function costOf({ limit }: TooCostly): string {
  return LIMITS[limit];
}

/** Any other failure as a fault. */
export function faultOf(failure: Exclude<PoolFailure, TooCostly>): Fault {
  if (failure.kind === "aborted") return { kind: "unavailable", message: "The work was aborted." };
  const full = failure.code === "ENOSPC" || failure.code === "EDQUOT";
  return { kind: full ? "no_space" : "unavailable", message: failure.message };
}

const LIMITS = {
  time: "it takes too long",
  memory: "it takes too much memory",
  depth: "it is nested too deeply",
} as const;
