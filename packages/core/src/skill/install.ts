// What is known of one request to install a skill?
import type { ProblemCode } from "../problem/codes.ts";
import type { Problem } from "../problem/problem.ts";
import type { EpochMs } from "../run/epoch-ms.ts";

/** Names an install, `request_id` on the wire; of the form of a run's id. */
export type InstallId = string & { readonly __brand: "InstallId" };

/** What installing does to the skills that are there. */
export type InstallAction = "install" | "upgrade";

export interface InstallError {
  readonly code: ProblemCode;
  readonly message: string;
  readonly problems: readonly Problem[];
}

export type InstallState =
  /** `action` is `null` until it was decided. */
  | { readonly status: "running"; readonly action: InstallAction | null }
  | { readonly status: "succeeded"; readonly action: InstallAction }
  | { readonly status: "failed"; readonly action: InstallAction | null; readonly error: InstallError };

export interface Install {
  readonly id: InstallId;
  /** `""` where the server has no keys. */
  readonly owner: string;
  /** `null` until the package was judged. */
  readonly skillId: string | null;
  readonly version: string | null;
  readonly createdAt: EpochMs;
  readonly updatedAt: EpochMs;
  readonly state: InstallState;
}

export interface EndedInstall extends Install {
  readonly state: Exclude<InstallState, { readonly status: "running" }>;
}
