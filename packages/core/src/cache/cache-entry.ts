// What is kept of a run that succeeded, for the next equal one?
import type { EpochMs } from "../run/epoch-ms.ts";
import type { RunSkill } from "../run/run.ts";
import type { RunId } from "../run/run-id.ts";

export interface CacheEntry {
  readonly key: string;
  readonly owner: string;
  /** Whose outputs an equal run points to. */
  readonly outputs: RunId;
  /** What the run was of; by the key, an equal run is of the same. */
  readonly skill: RunSkill;
  readonly createdAt: EpochMs;
  /** Moves on with each hit. */
  readonly expiresAt: EpochMs;
  readonly hits: number;
  /** Of all files of the outputs. */
  readonly bytes: number;
}
