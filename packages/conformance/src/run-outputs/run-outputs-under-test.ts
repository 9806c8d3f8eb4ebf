// What does the suite of `RunOutputs` need of an adapter?
import type { AttemptId, RunId, RunOutputs } from "@mayfly/core";
import type { Traits } from "../traits.ts";

export interface RunOutputsUnderTest extends Traits {
  readonly outputs: RunOutputs;
  /** Leaves a file as a run's program would: `path` is relative to the artifacts folder. */
  putArtifact(run: RunId, attempt: AttemptId, path: string, bytes: Uint8Array): Promise<void>;
  /** Leaves the output document. */
  putOutput(run: RunId, attempt: AttemptId, bytes: Uint8Array): Promise<void>;
  /** Lays a file where the staged inputs are. */
  putInput(run: RunId, attempt: AttemptId, path: string, bytes: Uint8Array): Promise<void>;
  /** Frees whatever the adapter holds; called after each test. */
  close(): Promise<void>;
}

/** One run of one fresh adapter. */
export interface OutputsScene extends RunOutputsUnderTest {
  readonly run: RunId;
  readonly attempt: AttemptId;
}
