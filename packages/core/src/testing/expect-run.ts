// What must be true of a run that did not come to a good end?
import { expect } from "vitest";
import type { Run } from "../run/run.ts";
import { addressOf, filesIn, historyOf, NO_TEMPORARY_FILES, recordOf, resultOf, type World } from "./a-world.ts";
import type { Mayfly } from "../lifecycle/mayfly.ts";
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

/** Cancels, and looks at the end: canceled, with a result and a receipt of `files`, and nothing temporary left. */
export async function expectCanceled(world: World, mayfly: Mayfly, run: Run, files: number): Promise<void> {
  const canceled = (await mayfly.cancel(addressOf(run)))._unsafeUnwrap();
  expect(canceled.run.state).toMatchObject({ phase: "cleaning", outcome: { status: "canceled" } });
  await canceled.cleaned;
  await expectCanceledEnd(world, run, files);
  expect((await mayfly.cancel(addressOf(run)))._unsafeUnwrapErr()).toMatchObject({ code: "RUN_FINISHED", run: run.id });
}

export async function expectCanceledEnd(world: World, run: Run, files: number): Promise<void> {
  const ended = await recordOf(world, run);
  expect(ended.state).toMatchObject({ phase: "canceled", outcome: { error: { code: "RUN_CANCELED" } } });
  expect(ended.temporaryFiles).toMatchObject({ state: "removed", receipt: { reason: "the run was canceled", files } });
  expect(await filesIn(world)).toEqual({ ...NO_TEMPORARY_FILES, outputs: 1 });
  expect(await resultOf(world, run)).toEqual({
    status: "canceled",
    data: null,
    artifacts: [],
    validation_warnings: [],
    error: { code: "RUN_CANCELED", message: "The run was canceled." },
  });
  expect((await historyOf(world, run)).filter((each) => each.move === "decide" || each.move === "end")).toHaveLength(2);
}
