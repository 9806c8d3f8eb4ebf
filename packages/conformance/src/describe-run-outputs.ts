// Does an adapter keep the promises of `RunOutputs`?
import { memoryIds } from "@mayfly/core/memory";
import { afterEach, beforeEach, describe } from "vitest";
import { collectPromises } from "./run-outputs/collect-promises.ts";
import { logPromises } from "./run-outputs/log-promises.ts";
import type { OutputsScene, RunOutputsUnderTest } from "./run-outputs/run-outputs-under-test.ts";
import { sealPromises } from "./run-outputs/seal-promises.ts";

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
