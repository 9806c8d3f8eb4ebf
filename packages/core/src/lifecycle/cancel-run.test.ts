import { describe, expect, test } from "vitest";
import {
  addressOf,
  anEndedRun,
  aWorld,
  begun,
  bodyOf,
  create,
  filesIn,
  PACKAGE_ZIP,
  pause,
  recordOf,
  upload,
  workOff,
  type World,
} from "../testing/a-world.ts";
import { expectCanceled, expectCanceledEnd } from "../testing/expect-run.ts";

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

describe("`cancel()` on a disk without room for a record", () => {
  /** No move is put on record while temporary files of anybody are there. */
  function fillByFiles(world: World): void {
    let full = true;
    for (const port of ["uploads", "workspaces"] as const) {
      const { remove } = world.real[port];
      world.real[port].remove = async (id) => {
        full = false;
        return remove(id);
      };
    }
    world.faults.fail("runs.commit", "no_space", Number.POSITIVE_INFINITY, () => full);
  }

  test("ends the program first, and the run's files make room", async () => {
    const { world, mayfly, run } = await begun();
    const started = waiting(world);
    await upload(mayfly, run);
    const executed = (await mayfly.take())._unsafeUnwrap()?.execute();
    await started;
    fillByFiles(world);
    const canceled = (await mayfly.cancel(addressOf(run)))._unsafeUnwrap();
    await Promise.all([executed, canceled.cleaned]);
    expect(await recordOf(world, run)).toMatchObject({
      state: { phase: "canceled", outcome: { error: { code: "RUN_CANCELED" } } },
      temporaryFiles: { state: "removed" },
    });
    expect(mayfly.activeRuns).toBe(0);
  });

  test("breaks an upload off first, and what came makes room", async () => {
    const { world, mayfly, run } = await begun();
    const session = (await mayfly.claimUpload(addressOf(run)))._unsafeUnwrap();
    (await session.receive("package", bodyOf(PACKAGE_ZIP)))._unsafeUnwrap();
    fillByFiles(world);
    await (await mayfly.cancel(addressOf(run)))._unsafeUnwrap().cleaned;
    expect(await recordOf(world, run)).toMatchObject({ state: { phase: "canceled" } });
    expect((await session.finish())._unsafeUnwrapErr().code).toBe("RUN_CANCELED");
    expect(await filesIn(world)).toMatchObject({ uploads: 0, workspaces: 0 });
  });

  test("says so where no room is to be made; the program is gone, and the sweep ends the run", async () => {
    const { world, mayfly, run } = await begun();
    const started = waiting(world);
    await upload(mayfly, run);
    const executed = (await mayfly.take())._unsafeUnwrap()?.execute();
    await started;
    world.faults.fail("runs.commit", "no_space");
    const refused = (await mayfly.cancel(addressOf(run)))._unsafeUnwrapErr();
    expect(refused).toMatchObject({ code: "RUN_NO_SPACE", run: run.id, retryAfterSeconds: 60 });
    await executed;
    expect(mayfly.activeRuns).toBe(0);
    world.faults.mend();
    await mayfly.sweep(0);
    expect(await recordOf(world, run)).toMatchObject({
      state: { phase: "failed", outcome: { error: { code: "RUN_INTERRUPTED" } } },
      temporaryFiles: { state: "removed" },
    });
  });

  test("leaves a queued run as it was, since nothing of it is at work", async () => {
    const { world, mayfly, run } = await begun();
    await upload(mayfly, run);
    world.faults.fail("runs.commit", "no_space");
    expect((await mayfly.cancel(addressOf(run)))._unsafeUnwrapErr().code).toBe("RUN_NO_SPACE");
    world.faults.mend();
    expect(await workOff(mayfly)).toBe(1);
    expect((await recordOf(world, run)).state.phase).toBe("succeeded");
  });
});
