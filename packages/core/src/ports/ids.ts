// What must a maker of ids promise?
import type { AttemptId, RunId } from "../run/run-id.ts";

export interface Ids {
  /** A fresh id that nobody can guess; later ones sort after earlier ones, to the millisecond. */
  runId(): RunId;
  /** A fresh id for one try inside a run. */
  attemptId(): AttemptId;
}
