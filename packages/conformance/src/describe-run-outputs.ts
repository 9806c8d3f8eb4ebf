// Does an adapter keep the promises of `RunOutputs`?
import { memoryIds } from "@mayfly/core/memory";
import type { AttemptId, RunId, RunOutputs } from "@mayfly/core";
import { afterEach, beforeEach, describe } from "vitest";
import { collectPromises } from "./run-outputs/collect-promises.ts";
import { logPromises } from "./run-outputs/log-promises.ts";
import { sealPromises } from "./run-outputs/seal-promises.ts";

export interface RunOutputsUnderTest {
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

/** The suite of the `RunOutputs` port. `create` makes an adapter with nothing in it; it is called before each test. */
export function describeRunOutputs(name: string, create: () => Promise<RunOutputsUnderTest>): void {
  describe(`${name} keeps the promises of RunOutputs`, () => {
    let scene: OutputsScene;
    beforeEach(async () => {
      const under = await create();
      scene = { ...under, run: memoryIds.runId(), attempt: memoryIds.attemptId() };
    });
    afterEach(() => scene.close());
    logPromises(() => scene);
    collectPromises(() => scene);
    sealPromises(() => scene);
  });
}
