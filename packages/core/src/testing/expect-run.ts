// What must be true of a run that did not come to a good end?
import { expect } from "vitest";
import type { Run } from "../run/run.ts";
import { filesIn, NO_TEMPORARY_FILES, recordOf, resultOf, type World } from "./a-world.ts";
import { BIRTH, HOUR } from "./a-run.ts";

/** What every failed run has: one code everywhere, a result, a receipt, and no temporary files. */
export async function expectFailed(world: World, run: Run, code: string): Promise<Run> {
  const ended = await recordOf(world, run);
  expect(ended.state).toMatchObject({ phase: "failed", outcome: { error: { code } } });
  expect(ended.temporaryFiles).toMatchObject({ state: "removed", receipt: { reason: `the run failed: ${code}` } });
  expect(await filesIn(world)).toEqual({ ...NO_TEMPORARY_FILES, outputs: 1 });
  expect(await resultOf(world, run)).toMatchObject({ status: "failed", data: null, error: { code } });
  return ended;
}

/** The run awaits its upload as if there had been none. */
export async function expectAwaiting(world: World, run: Run): Promise<void> {
  const { state, temporaryFiles, skill } = await recordOf(world, run);
  expect({ state, temporaryFiles, skill }).toEqual({
    state: { phase: "awaiting_upload", dueAt: BIRTH + HOUR },
    temporaryFiles: { state: "none", receipt: null },
    skill: null,
  });
  expect(await filesIn(world)).toEqual({ ...NO_TEMPORARY_FILES, outputs: 0 });
}
