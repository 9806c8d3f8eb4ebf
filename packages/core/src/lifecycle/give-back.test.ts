import { describe, expect, test } from "vitest";
import {
  addressOf,
  aWorld,
  bodyOf,
  create,
  filesIn,
  INPUTS_ZIP,
  NO_TEMPORARY_FILES,
  PACKAGE_ZIP,
  pause,
  recordOf,
  upload,
  workOff,
} from "../testing/a-world.ts";
import { BIRTH, HOUR } from "../testing/a-run.ts";
import { DEFAULT_MAYFLY_OPTIONS } from "./options.ts";
import { expectAwaiting, expectFailed } from "../testing/expect-run.ts";

describe("an upload that does not come whole leaves the run awaiting another", () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield PACKAGE_ZIP.subarray(0, 50);
    await Promise.resolve();
    throw new Error("connection reset");
  }

  test("when a part breaks off, and the same run takes the next try", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly);
    const session = (await mayfly.claimUpload(addressOf(run)))._unsafeUnwrap();
    const refused = (await session.receive("package", broken()))._unsafeUnwrapErr();
    expect(refused).toMatchObject({ code: "REQUEST_UPLOAD_BROKEN", run: run.id });
    await expectAwaiting(world, run);
    expect((await session.receive("package", bodyOf(PACKAGE_ZIP)))._unsafeUnwrapErr().code).toBe(
      "REQUEST_UPLOAD_BROKEN",
    );
    expect(await filesIn(world)).toMatchObject(NO_TEMPORARY_FILES);
    expect((await upload(mayfly, run)).isOk()).toBe(true);
    await workOff(mayfly);
    expect((await recordOf(world, run)).state.phase).toBe("succeeded");
  });

  test("when the second part breaks off, with what the first one left", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly);
    const session = (await mayfly.claimUpload(addressOf(run)))._unsafeUnwrap();
    (await session.receive("package", bodyOf(PACKAGE_ZIP)))._unsafeUnwrap();
    expect(await filesIn(world)).toMatchObject({ uploads: 1 });
    await session.receive("inputs", broken());
    await expectAwaiting(world, run);
  });

  test("when one of two parts that come at once breaks off: the other is stopped and removed too", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly);
    const session = (await mayfly.claimUpload(addressOf(run)))._unsafeUnwrap();
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        yield Uint8Array.of(1);
        await pause();
      }
    }
    const [one, other] = await Promise.all([
      session.receive("package", endless()),
      session.receive("inputs", broken()),
    ]);
    expect([one.isErr(), other.isErr()]).toEqual([true, true]);
    await expectAwaiting(world, run);
    expect(mayfly.activeRuns).toBe(0);
  });

  test("only when no part is kept any more, so that none is left", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly);
    const session = (await mayfly.claimUpload(addressOf(run)))._unsafeUnwrap();
    const held = world.faults.holdAnswer("uploads.receive");
    const whole = session.receive("package", bodyOf(PACKAGE_ZIP));
    await held.reached;
    const part = session.receive("inputs", broken());
    await pause();
    expect((await recordOf(world, run)).state.phase).toBe("receiving");
    expect(await filesIn(world)).toMatchObject({ uploads: 1 });
    held.release();
    for (const each of [await part, await whole]) expect(each._unsafeUnwrapErr().code).toBe("REQUEST_UPLOAD_BROKEN");
    await expectAwaiting(world, run);
  });

  test("when the package is missing at the end", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly);
    const session = (await mayfly.claimUpload(addressOf(run)))._unsafeUnwrap();
    await session.receive("inputs", bodyOf(PACKAGE_ZIP));
    expect((await session.finish())._unsafeUnwrapErr()).toMatchObject({ code: "REQUEST_PART_MISSING", run: run.id });
    await expectAwaiting(world, run);
  });

  test("when the caller gives it back, once or twice", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly);
    const session = (await mayfly.claimUpload(addressOf(run)))._unsafeUnwrap();
    await session.receive("package", bodyOf(PACKAGE_ZIP));
    await Promise.all([session.giveBack(), session.giveBack()]);
    await expectAwaiting(world, run);
    expect((await recordOf(world, run)).version).toBe(3);
  });

  test("with as much time as it had left when the upload began", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly);
    world.clock.advance(HOUR - 1000);
    async function* slow(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      world.clock.advance(12 * HOUR);
      yield* source;
    }
    const broke = (await mayfly.claimUpload(addressOf(run)))._unsafeUnwrap();
    expect((await broke.receive("package", slow(broken()))).isErr()).toBe(true);
    expect((await recordOf(world, run)).state).toEqual({ phase: "awaiting_upload", dueAt: BIRTH + 13 * HOUR });

    world.faults.fail("judge.judgeUpload", "unavailable", 1);
    const held = world.faults.hold("judge.judgeUpload");
    const whole = (await mayfly.claimUpload(addressOf(run)))._unsafeUnwrap();
    (await whole.receive("package", slow(bodyOf(PACKAGE_ZIP))))._unsafeUnwrap();
    const finished = whole.finish();
    await held.reached;
    world.clock.advance(24 * HOUR);
    held.release();
    expect((await finished)._unsafeUnwrapErr()).toMatchObject({ code: "REQUEST_INTERNAL" });
    expect((await recordOf(world, run)).state).toEqual({ phase: "awaiting_upload", dueAt: BIRTH + 49 * HOUR });
    world.clock.advance(999);
    expect(await mayfly.sweep(0)).toMatchObject({ expired: 0 });
    world.clock.advance(1);
    expect(await mayfly.sweep(0)).toMatchObject({ expired: 1 });
  });

  test("when a bug breaks off the judging or the staging, of which the caller hears", async () => {
    for (const step of ["judge.judgeUpload", "workspaces.stage"]) {
      const world = aWorld({
        intercept: (call, _args, go) => (call === step ? Promise.reject(new TypeError("a bug")) : go()),
      });
      const mayfly = world.start();
      const run = await create(mayfly);
      await expect(upload(mayfly, run), step).rejects.toThrow("a bug");
      await expectAwaiting(world, run);
      expect(mayfly.activeRuns).toBe(0);
    }
  });

  test("when the last part breaks off, or is too large, while the caller has called it finished", async () => {
    for (const code of ["REQUEST_UPLOAD_BROKEN", "REQUEST_TOO_LARGE"]) {
      const world = aWorld();
      const limits = { ...DEFAULT_MAYFLY_OPTIONS.inputLimits, maxBytes: 10 };
      const mayfly = world.start(code === "REQUEST_TOO_LARGE" ? { inputLimits: limits } : {});
      const run = await create(mayfly);
      const session = (await mayfly.claimUpload(addressOf(run)))._unsafeUnwrap();
      await session.receive("package", bodyOf(PACKAGE_ZIP));
      const last = session.receive("inputs", code === "REQUEST_TOO_LARGE" ? bodyOf(INPUTS_ZIP) : broken());
      expect((await session.finish()).isErr()).toBe(true);
      expect((await last)._unsafeUnwrapErr().code).toBe(code);
      if (code === "REQUEST_TOO_LARGE") await expectFailed(world, run, code);
      else await expectAwaiting(world, run);
    }
  });

  test("not when its last part is still coming in while the caller calls it finished: that is waited for", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly);
    const session = (await mayfly.claimUpload(addressOf(run)))._unsafeUnwrap();
    const received = session.receive("package", bodyOf(PACKAGE_ZIP));
    expect((await session.finish())._unsafeUnwrap().run.id).toBe(run.id);
    expect((await received).isOk()).toBe(true);
  });

  test("when the disk is full, and says when to come back", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly);
    world.faults.fail("uploads.receive", "no_space", 1);
    expect((await upload(mayfly, run))._unsafeUnwrapErr()).toMatchObject({
      code: "RUN_NO_SPACE",
      retryAfterSeconds: 60,
    });
    await expectAwaiting(world, run);
    expect((await upload(mayfly, run)).isOk()).toBe(true);
  });

  test("when judging, staging or a record fails for reasons of ours, of which no word leaves the house", async () => {
    const steps = ["uploads.open", "judge.judgeUpload", "workspaces.stage"];
    for (const step of steps) {
      const world = aWorld();
      const mayfly = world.start();
      const run = await create(mayfly);
      world.faults.fail(step, "unavailable", 1);
      const refused = (await upload(mayfly, run))._unsafeUnwrapErr();
      expect(refused, step).toMatchObject({ code: "REQUEST_INTERNAL", run: run.id });
      expect(refused.message, step).not.toContain("secret");
      expect(JSON.stringify(world.told), step).toContain("/secret/place");
      await expectAwaiting(world, run);
      expect((await upload(mayfly, run)).isOk(), step).toBe(true);
    }
    for (const move of ["stage", "enqueue"]) {
      const world = aWorld();
      const mayfly = world.start();
      const run = await create(mayfly);
      world.faults.fail("runs.commit", "unavailable", 1, ([made]) => (made as { move: string }).move === move);
      expect((await upload(mayfly, run))._unsafeUnwrapErr().code, move).toBe("REQUEST_INTERNAL");
      await expectAwaiting(world, run);
    }
  });
});
