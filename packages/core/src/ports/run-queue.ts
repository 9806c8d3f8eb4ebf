// What must a queue of runs promise? It is kept by whoever keeps the records: a queued run is in the queue by its phase.
import type { Result } from "neverthrow";
import type { Run, RunIn } from "../run/run.ts";
import type { RunId } from "../run/run-id.ts";
import type { Transition } from "../run/transition.ts";
import type { Fault } from "./fault.ts";

export interface RunQueue {
  /**
   * Takes the run that was queued first, whatever the clock said then: asks `take` for its transition, the move `take`, and
   * commits that in the same transaction. `null` when nothing is queued. Two callers never get the same run.
   */
  take(take: (run: RunIn<"queued">) => Transition): Promise<Result<Run | null, Fault>>;

  /** How many queued runs stand before `id`; `null` when it is not queued. */
  position(id: RunId): Promise<Result<number | null, Fault>>;

  /** Calls `wake` after a run was queued, perhaps late, perhaps once for several; a hint that may be lost. */
  onQueued(wake: () => void): () => void;
}
