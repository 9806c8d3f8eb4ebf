import { describe, expect, test } from "vitest";
import {
  addressOf,
  begun,
  bodyOf,
  filesIn,
  NO_TEMPORARY_FILES,
  PACKAGE_ZIP,
  pause,
  recordOf,
  upload,
} from "../testing/a-world.ts";
import { expectCanceled, expectCanceledEnd } from "../testing/expect-run.ts";

describe("`cancel()` ends a run", () => {
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
      ["judge.judgeUpload", 7],
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
});
