import { describe, expect, test } from "vitest";
import {
  addressOf,
  aWorld,
  begun,
  bodyOf,
  create,
  filesIn,
  NO_TEMPORARY_FILES,
  PACKAGE_ZIP,
  pause,
  recordOf,
  resultOf,
  upload,
  workOff,
  type World,
} from "../testing/a-world.ts";
import { BIRTH, HOUR } from "../testing/a-run.ts";
import type { Phase } from "../run/phase.ts";
import type { Run } from "../run/run.ts";
import type { Mayfly } from "./mayfly.ts";

/** Brings a run to `phase` and leaves it there, as a process does that dies; answers a Mayfly after the restart. */
async function diedIn(phase: Phase): Promise<{ world: World; run: Run; restarted: Mayfly }> {
  const world = aWorld();
  const before = world.start();
  const run = await create(before);
  const stopAt: Partial<Record<Phase, string>> = {
    staging: "workspaces.find",
    running: "workspaces.find",
    cleaning: "workspaces.remove",
  };
  if (phase === "receiving") {
    const session = (await before.claimUpload(addressOf(run)))._unsafeUnwrap();
    await session.receive("package", bodyOf(PACKAGE_ZIP));
  } else if (phase === "staging") {
    const held = world.faults.hold("judge.judgeUpload");
    void upload(before, run);
    await held.reached;
  } else if (phase !== "awaiting_upload") {
    await upload(before, run);
    const call = stopAt[phase];
    if (call !== undefined) {
      const held = world.faults.hold(call);
      void workOff(before);
      await held.reached;
    }
  }
  expect((await recordOf(world, run)).state.phase).toBe(phase);
  return { world, run, restarted: world.start() };
}

describe("`recover()`", () => {
  test("lets a run that was receiving or staging await its upload again, with its old time limit, and nothing on disk", async () => {
    for (const phase of ["receiving", "staging"] as const) {
      const { world, run, restarted } = await diedIn(phase);
      expect((await filesIn(world)).uploads, phase).toBe(1);
      expect((await restarted.recover())._unsafeUnwrap(), phase).toBe(1);
      const mended = await recordOf(world, run);
      expect(mended, phase).toMatchObject({ state: { phase: "awaiting_upload", dueAt: BIRTH + HOUR }, skill: null });
      expect(await filesIn(world), phase).toEqual({ ...NO_TEMPORARY_FILES, outputs: 0 });
      expect((await upload(restarted, run)).isOk(), phase).toBe(true);
      await workOff(restarted);
      expect((await recordOf(world, run)).state.phase, phase).toBe("succeeded");
    }
  });

  test("does not run a skill twice: a run that was running ends as interrupted", async () => {
    const { world, run, restarted } = await diedIn("running");
    expect((await restarted.recover())._unsafeUnwrap()).toBe(1);
    expect(await recordOf(world, run)).toMatchObject({
      state: { phase: "failed", outcome: { error: { code: "RUN_INTERRUPTED" } } },
      temporaryFiles: { state: "removed", receipt: { reason: "the run failed: RUN_INTERRUPTED" } },
    });
    expect(await resultOf(world, run)).toMatchObject({ status: "failed", error: { code: "RUN_INTERRUPTED" } });
    expect(await filesIn(world)).toEqual({ ...NO_TEMPORARY_FILES, outputs: 1 });
    expect((await restarted.take())._unsafeUnwrap()).toBeNull();
  });

  test("keeps the outcome and the result of a run that was cleaning", async () => {
    const { world, run, restarted } = await diedIn("cleaning");
    expect((await restarted.recover())._unsafeUnwrap()).toBe(1);
    expect(await recordOf(world, run)).toMatchObject({
      state: { phase: "succeeded" },
      temporaryFiles: { state: "removed" },
    });
    expect(await resultOf(world, run)).toMatchObject({ status: "success", data: { rows: 3 } });
    expect(await filesIn(world)).toEqual({ ...NO_TEMPORARY_FILES, outputs: 1 });
  });

  test("leaves alone what waits: for its upload, or in the queue", async () => {
    for (const phase of ["awaiting_upload", "queued"] as const) {
      const { world, run, restarted } = await diedIn(phase);
      const before = await recordOf(world, run);
      expect((await restarted.recover())._unsafeUnwrap(), phase).toBe(0);
      expect(await recordOf(world, run), phase).toEqual(before);
    }
  });

  test("leaves a queued run to be run, staged again where a crash took its files", async () => {
    const { world, run, restarted } = await diedIn("queued");
    await world.real.workspaces.remove(run.id);
    expect(await workOff(restarted)).toBe(1);
    expect((await recordOf(world, run)).state.phase).toBe("succeeded");
  });

  test("lets a queued run fail whose package is gone, too", async () => {
    const { world, run, restarted } = await diedIn("queued");
    await world.real.workspaces.remove(run.id);
    await world.real.uploads.remove(run.id);
    await workOff(restarted);
    expect((await recordOf(world, run)).state).toMatchObject({
      phase: "failed",
      outcome: { error: { code: "RUN_ENGINE_FAILED" } },
    });
  });

  test("mends many runs, and says how many", async () => {
    const world = aWorld();
    const before = world.start();
    for (let n = 0; n < 3; n += 1) (await before.claimUpload(addressOf(await create(before))))._unsafeUnwrap();
    expect((await world.start().recover())._unsafeUnwrap()).toBe(3);
    expect((await world.start().recover())._unsafeUnwrap()).toBe(0);
  });

  test("answers a fault when the records cannot be read, and stops at no run that it cannot mend", async () => {
    const { world, run, restarted } = await diedIn("running");
    world.faults.fail("runs.inPhases", "unavailable", 1);
    expect((await restarted.recover())._unsafeUnwrapErr().kind).toBe("unavailable");
    world.faults.fail("workspaces.remove", "throws", 1);
    expect((await restarted.recover())._unsafeUnwrap()).toBe(1);
    expect(world.told.at(-1)).toMatchObject({ level: "error", fields: { run: run.id } });
    expect((await recordOf(world, run)).state.phase).toBe("cleaning");
    expect((await restarted.recover())._unsafeUnwrap()).toBe(1);
    expect((await recordOf(world, run)).state).toMatchObject({
      phase: "failed",
      outcome: { error: { code: "RUN_INTERRUPTED" } },
    });
  });
});

describe("`stop()`", () => {
  test("ends a running run as interrupted, gives an upload back, and waits for both", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const [running, receiving, queued] = [await create(mayfly), await create(mayfly), await create(mayfly)];
    await upload(mayfly, running);
    const started = Promise.withResolvers<void>();
    world.program = (_job, signal) =>
      new Promise((resolve) => {
        signal.addEventListener("abort", () => resolve());
        started.resolve();
      });
    const work = (await mayfly.take())._unsafeUnwrap()?.execute();
    await started.promise;
    const session = (await mayfly.claimUpload(addressOf(receiving)))._unsafeUnwrap();
    await session.receive("package", bodyOf(PACKAGE_ZIP));
    await upload(mayfly, queued);
    expect(mayfly.activeRuns).toBe(2);
    await mayfly.stop();
    expect(mayfly.activeRuns).toBe(0);
    await work;
    expect((await recordOf(world, running)).state).toMatchObject({
      phase: "failed",
      outcome: { error: { code: "RUN_INTERRUPTED" } },
    });
    expect((await recordOf(world, receiving)).state.phase).toBe("awaiting_upload");
    expect((await recordOf(world, queued)).state.phase).toBe("queued");
    expect((await session.finish())._unsafeUnwrapErr()).toMatchObject({
      code: "REQUEST_UNAVAILABLE",
      retryAfterSeconds: 10,
    });
    expect((await filesIn(world)).uploads).toBe(1);
  });

  test("keeps what a program has finished, and waits until it is collected", async () => {
    const { world, mayfly, run } = await begun();
    await upload(mayfly, run);
    const held = world.faults.hold("outputs.collect");
    const work = workOff(mayfly);
    await held.reached;
    const stopped = mayfly.stop();
    held.release();
    await stopped;
    await work;
    expect((await recordOf(world, run)).state.phase).toBe("succeeded");
  });

  test("lets no new work begin, and leaves what waits to the next start", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const [queued, waiting] = [await create(mayfly), await create(mayfly)];
    await upload(mayfly, queued);
    await mayfly.stop();
    expect((await mayfly.take())._unsafeUnwrap()).toBeNull();
    expect((await mayfly.claimUpload(addressOf(waiting)))._unsafeUnwrapErr()).toMatchObject({
      code: "REQUEST_UNAVAILABLE",
      run: waiting.id,
    });
    expect(await workOff(world.start())).toBe(1);
  });

  test("gives back an upload that is judged at that moment", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly);
    const held = world.faults.hold("workspaces.stage");
    const uploaded = upload(mayfly, run);
    await held.reached;
    const stopped = mayfly.stop();
    await pause();
    held.release();
    expect((await uploaded)._unsafeUnwrapErr()).toMatchObject({ code: "REQUEST_UNAVAILABLE", run: run.id });
    await stopped;
    expect((await recordOf(world, run)).state.phase).toBe("awaiting_upload");
    expect(await filesIn(world)).toEqual({ ...NO_TEMPORARY_FILES, outputs: 0 });
  });
});
