import { describe, expect, test } from "vitest";
import {
  addressOf,
  anEndedRun,
  aWorld,
  bodyOf,
  create,
  filesIn,
  historyOf,
  NO_TEMPORARY_FILES,
  PACKAGE_ZIP,
  pause,
  recordOf,
  resultOf,
  upload,
  workOff,
  type World,
} from "../testing/a-world.ts";
import type { Run } from "../run/run.ts";
import type { Mayfly } from "./mayfly.ts";

/** Cancels, and looks at the end: canceled, with a result and a receipt of `files`, and nothing temporary left. */
async function expectCanceled(world: World, mayfly: Mayfly, run: Run, files: number): Promise<void> {
  const canceled = (await mayfly.cancel(addressOf(run)))._unsafeUnwrap();
  expect(canceled.run.state).toMatchObject({ phase: "cleaning", outcome: { status: "canceled" } });
  await canceled.cleaned;
  await expectCanceledEnd(world, run, files);
  expect((await mayfly.cancel(addressOf(run)))._unsafeUnwrapErr()).toMatchObject({ code: "RUN_FINISHED", run: run.id });
}

async function expectCanceledEnd(world: World, run: Run, files: number): Promise<void> {
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

async function begun() {
  const world = aWorld();
  const mayfly = world.start();
  return { world, mayfly, run: await create(mayfly) };
}

/** A program that says when it has begun, and ends when it is told to. */
function waiting(world: World): Promise<void> {
  const started = Promise.withResolvers<void>();
  world.program = (job, signal) =>
    new Promise((resolve) => {
      job.artifact("report.md", "half");
      signal.addEventListener("abort", () => resolve());
      started.resolve();
    });
  return started.promise;
}

describe("`cancel()` ends a run", () => {
  test("that awaits its upload", async () => {
    const { world, mayfly, run } = await begun();
    await expectCanceled(world, mayfly, run, 0);
  });

  test("between two parts of its upload, though nobody gives the upload back", async () => {
    const { world, mayfly, run } = await begun();
    const session = (await mayfly.claimUpload(addressOf(run)))._unsafeUnwrap();
    await session.receive("package", bodyOf(PACKAGE_ZIP));
    await expectCanceled(world, mayfly, run, 1);
    expect(session.signal.reason).toBe("canceled");
    const late = (await session.receive("inputs", bodyOf(PACKAGE_ZIP)))._unsafeUnwrapErr();
    expect(late).toMatchObject({ code: "RUN_CANCELED", run: run.id });
    expect((await session.finish())._unsafeUnwrapErr().code).toBe("RUN_CANCELED");
    await session.giveBack();
    await expectCanceledEnd(world, run, 1);
  });

  test("in the midst of a part that stands still", async () => {
    const { world, mayfly, run } = await begun();
    const session = (await mayfly.claimUpload(addressOf(run)))._unsafeUnwrap();
    await session.receive("package", bodyOf(PACKAGE_ZIP));
    async function* still(): AsyncGenerator<Uint8Array> {
      yield Uint8Array.of(1);
      await new Promise(() => undefined);
    }
    const part = session.receive("inputs", still());
    await pause();
    await expectCanceled(world, mayfly, run, 1);
    expect((await part)._unsafeUnwrapErr().code).toBe("RUN_CANCELED");
  });

  test("when a part has just come whole", async () => {
    const { world, mayfly, run } = await begun();
    const session = (await mayfly.claimUpload(addressOf(run)))._unsafeUnwrap();
    const held = world.faults.holdAnswer("uploads.receive");
    const part = session.receive("package", bodyOf(PACKAGE_ZIP));
    await held.reached;
    const canceled = (await mayfly.cancel(addressOf(run)))._unsafeUnwrap();
    held.release();
    expect((await part)._unsafeUnwrapErr().code).toBe("RUN_CANCELED");
    await canceled.cleaned;
    await expectCanceledEnd(world, run, 1);
    expect(mayfly.activeRuns).toBe(0);
  });

  test("whose upload is queued at that moment, and counts what the loser staged", async () => {
    const { world, mayfly, run } = await begun();
    const staging = world.faults.holdAnswer("workspaces.stage");
    const uploaded = upload(mayfly, run);
    await staging.reached;
    const deciding = world.faults.holdAnswer("runs.commit");
    const canceling = mayfly.cancel(addressOf(run));
    await deciding.reached;
    staging.release();
    expect((await uploaded)._unsafeUnwrapErr()).toMatchObject({ code: "RUN_CANCELED", run: run.id });
    deciding.release();
    await (await canceling)._unsafeUnwrap().cleaned;
    await expectCanceledEnd(world, run, 7);
  });

  test("once only, though a sweep was quicker and the run is deleted already", async () => {
    const { world, mayfly, run } = await begun();
    const deciding = world.faults.holdAnswer("runs.commit");
    const canceling = mayfly.cancel(addressOf(run));
    await deciding.reached;
    expect(await mayfly.sweep(0)).toMatchObject({ mended: 1 });
    await expectCanceledEnd(world, run, 0);
    (await mayfly.delete(addressOf(run)))._unsafeUnwrap();
    deciding.release();
    await (await canceling)._unsafeUnwrap().cleaned;
    expect(await filesIn(world)).toEqual({ ...NO_TEMPORARY_FILES, outputs: 0 });
  });

  test("whose upload is judged, staged, or about to be queued", async () => {
    for (const [call, files] of [
      ["judge.judgeUpload", 1],
      ["workspaces.stage", 1],
    ] as const) {
      const { world, mayfly, run } = await begun();
      const held = world.faults.hold(call);
      const uploaded = upload(mayfly, run);
      await held.reached;
      const canceled = (await mayfly.cancel(addressOf(run)))._unsafeUnwrap();
      await pause();
      expect((await recordOf(world, run)).state.phase, call).toBe("cleaning");
      held.release();
      expect((await uploaded)._unsafeUnwrapErr(), call).toMatchObject({ code: "RUN_CANCELED", run: run.id });
      await canceled.cleaned;
      await expectCanceledEnd(world, run, files);
    }
  });

  test("that is queued: no worker gets it any more", async () => {
    const { world, mayfly, run } = await begun();
    await upload(mayfly, run);
    await expectCanceled(world, mayfly, run, 7);
    expect(await workOff(mayfly)).toBe(0);
  });

  test("that was taken and has not begun", async () => {
    const { world, mayfly, run } = await begun();
    await upload(mayfly, run);
    let called = false;
    world.program = async () => {
      called = true;
    };
    const taken = (await mayfly.take())._unsafeUnwrap();
    const canceled = (await mayfly.cancel(addressOf(run)))._unsafeUnwrap();
    await pause();
    expect((await recordOf(world, run)).state.phase).toBe("cleaning");
    await taken?.execute();
    await canceled.cleaned;
    await expectCanceledEnd(world, run, 7);
    expect(called).toBe(false);
  });

  test("that was taken while its upload had not quite ended", async () => {
    const { world, mayfly, run } = await begun();
    const session = (await mayfly.claimUpload(addressOf(run)))._unsafeUnwrap();
    await session.receive("package", bodyOf(PACKAGE_ZIP));
    let called = false;
    world.program = async () => {
      called = true;
    };
    // The worker takes the run as soon as the store has it, before the session has heard of that.
    const commit = world.real.runs.commit.bind(world.real.runs);
    const both = Promise.withResolvers<void>();
    world.real.runs.commit = async (made, guard) => {
      const committed = await commit(made, guard);
      if (made.move === "enqueue") {
        const worked = workOff(mayfly);
        await pause();
        expect((await recordOf(world, run)).state.phase).toBe("running");
        const canceled = (await mayfly.cancel(addressOf(run)))._unsafeUnwrap();
        void Promise.all([worked, canceled.cleaned]).then(() => both.resolve());
      }
      return committed;
    };
    expect((await session.finish()).isOk()).toBe(true);
    await both.promise;
    await expectCanceledEnd(world, run, 7);
    expect(called).toBe(false);
    expect(mayfly.activeRuns).toBe(0);
  });

  test("whose program is running: it is told to stop, and its half outputs do not stay", async () => {
    const { world, mayfly, run } = await begun();
    await upload(mayfly, run);
    const started = waiting(world);
    const work = workOff(mayfly);
    await started;
    await expectCanceled(world, mayfly, run, 9);
    expect(await work).toBe(1);
    expect(world.clock.sleepers).toBe(0);
  });

  test("whose program ends by itself at that moment", async () => {
    const { world, mayfly, run } = await begun();
    await upload(mayfly, run);
    const held = world.faults.hold("outputs.collect");
    const work = workOff(mayfly);
    await held.reached;
    const canceled = (await mayfly.cancel(addressOf(run)))._unsafeUnwrap();
    held.release();
    await canceled.cleaned;
    await work;
    await expectCanceledEnd(world, run, 10);
  });

  test("with debug_keep_temp, and keeps what there is", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly, { options: { debug_keep_temp: true } });
    const held = world.faults.hold("workspaces.stage");
    const uploaded = upload(mayfly, run);
    await held.reached;
    const canceled = (await mayfly.cancel(addressOf(run)))._unsafeUnwrap();
    held.release();
    await uploaded;
    await canceled.cleaned;
    expect((await recordOf(world, run)).temporaryFiles).toMatchObject({ state: "retained", receipt: { files: 1 } });
    expect(await filesIn(world)).toEqual({ uploads: 1, workspaces: 0, outputs: 1 });
  });
});

describe("`cancel()` is refused", () => {
  test("when the outcome is decided, though the run has not ended", async () => {
    const { world, mayfly, run } = await begun();
    await upload(mayfly, run);
    const held = world.faults.hold("workspaces.remove");
    const work = workOff(mayfly);
    await held.reached;
    expect((await mayfly.cancel(addressOf(run)))._unsafeUnwrapErr().code).toBe("RUN_FINISHED");
    held.release();
    await work;
    expect((await recordOf(world, run)).state.phase).toBe("succeeded");
  });

  test("after the end", async () => {
    const { mayfly, address } = await anEndedRun();
    expect((await mayfly.cancel(address))._unsafeUnwrapErr().code).toBe("RUN_FINISHED");
  });

  test("when the store is out of reach, and leaves the run as it was", async () => {
    const { world, mayfly, run } = await begun();
    world.faults.fail("runs.commit");
    expect((await mayfly.cancel(addressOf(run)))._unsafeUnwrapErr().code).toBe("REQUEST_INTERNAL");
    expect((await recordOf(world, run)).state.phase).toBe("awaiting_upload");
    expect(mayfly.activeRuns).toBe(0);
  });
});

test("`cancel()` does not reject when its cleaning meets a bug, and the sweep ends the run", async () => {
  const { world, mayfly, run } = await begun();
  world.faults.fail("workspaces.remove", "throws", 1);
  await (await mayfly.cancel(addressOf(run)))._unsafeUnwrap().cleaned;
  expect((await recordOf(world, run)).state.phase).toBe("cleaning");
  expect(await mayfly.sweep(0)).toMatchObject({ mended: 1, failures: 0 });
  await expectCanceledEnd(world, run, 0);
});
