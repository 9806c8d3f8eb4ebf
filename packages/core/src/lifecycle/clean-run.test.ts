import { err, ok } from "neverthrow";
import { describe, expect, test } from "vitest";
import { lenientJudge } from "../testing/lenient-judge.ts";
import {
  addressOf,
  aWorld,
  create,
  filesIn,
  NO_TEMPORARY_FILES,
  packageOn,
  recordOf,
  resultOf,
  upload,
  workOff,
  type World,
} from "../testing/a-world.ts";
import { A_PROCESS, BIRTH, HOUR } from "../testing/a-run.ts";
import type { Engine } from "../ports/engine.ts";
import type { ProcessIdentity, Run } from "../run/run.ts";

async function executed(world: World, options: { debug_keep_temp?: boolean } = {}): Promise<Run> {
  const mayfly = world.start();
  const run = await create(mayfly, { options });
  (await upload(mayfly, run))._unsafeUnwrap();
  await workOff(mayfly);
  return recordOf(world, run);
}

describe("debug_keep_temp", () => {
  test("keeps the temporary files after the end, with an expiry and a receipt", async () => {
    const world = aWorld();
    const run = await executed(world, { debug_keep_temp: true });
    expect(run).toMatchObject({
      state: { phase: "succeeded" },
      warnings: [],
      temporaryFiles: {
        state: "retained",
        expiresAt: BIRTH + 24 * HOUR,
        receipt: { action: "retained", reason: "the run succeeded", files: 10, at: BIRTH },
      },
    });
    expect(await filesIn(world)).toEqual({ uploads: 1, workspaces: 9, outputs: 1 });
  });

  test("lets the sweep remove them at the expiry and not before; outputs stay", async () => {
    const world = aWorld();
    const run = await executed(world, { debug_keep_temp: true });
    const mayfly = world.start();
    world.clock.advance(24 * HOUR - 1);
    expect(await mayfly.sweep(0)).toMatchObject({ removed: 0, orphans: 0, files: 0 });
    world.clock.advance(1);
    expect(await mayfly.sweep(0)).toMatchObject({ removed: 1, files: 10, failures: 0 });
    expect(await filesIn(world)).toEqual({ ...NO_TEMPORARY_FILES, outputs: 1 });
    expect(await recordOf(world, run)).toMatchObject({
      state: run.state,
      temporaryFiles: {
        state: "removed",
        receipt: {
          action: "removed",
          reason: "the debug retention ended",
          files: 10,
          packageSha256: run.skill?.packageSha256,
          at: BIRTH + 24 * HOUR,
        },
      },
    });
    expect(await mayfly.sweep(0)).toMatchObject({ removed: 0, files: 0 });
  });

  test("keeps no more than the room there is for all runs together, and warns", async () => {
    const world = aWorld();
    const first = await executed(world, { debug_keep_temp: true });
    const bytes = first.temporaryFiles.receipt?.bytes ?? 0;
    const keepTwo = async (maxRetainedBytes: number): Promise<Run> => {
      const mayfly = world.start({ maxRetainedBytes });
      const run = await create(mayfly, { options: { debug_keep_temp: true } });
      (await upload(mayfly, run))._unsafeUnwrap();
      await workOff(mayfly);
      return recordOf(world, run);
    };
    expect(await keepTwo(2 * bytes - 1)).toMatchObject({
      state: { phase: "succeeded" },
      warnings: [{ code: "RUN_NOT_RETAINED" }],
      temporaryFiles: { state: "removed", receipt: { action: "removed", files: 10 } },
    });
    expect(await filesIn(world)).toMatchObject({ uploads: 1, workspaces: 9 });
    expect(await keepTwo(2 * bytes)).toMatchObject({ warnings: [], temporaryFiles: { state: "retained" } });
    expect(await filesIn(world)).toMatchObject({ uploads: 2, workspaces: 18 });
  });

  test("keeps nothing where there is nothing, and says removed", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly, { options: { debug_keep_temp: true } });
    await (await mayfly.cancel(addressOf(run)))._unsafeUnwrap().cleaned;
    expect((await recordOf(world, run)).temporaryFiles).toMatchObject({ state: "removed", receipt: { files: 0 } });
  });
});

describe("a cleanup that fails", () => {
  test("is a warning on the run and in the log and changes nothing else, and the sweep makes up for it", async () => {
    const world = aWorld();
    world.faults.fail("workspaces.remove");
    const run = await executed(world);
    expect(run).toMatchObject({
      state: { phase: "succeeded", outcome: { error: null } },
      warnings: [{ code: "RUN_CLEANUP_FAILED" }],
      temporaryFiles: { state: "removal_failed", receipt: { action: "removal_failed", files: 0 } },
    });
    expect(await resultOf(world, run)).toMatchObject({ status: "success" });
    // The upload went all the same.
    expect(await filesIn(world)).toEqual({ uploads: 0, workspaces: 9, outputs: 1 });
    expect(world.told.filter((line) => line.level === "warn").map((line) => line.fields["run"])).toEqual([run.id]);
    expect(JSON.stringify(run)).not.toContain("secret");

    const mayfly = world.start();
    expect(await mayfly.sweep(0)).toMatchObject({ removed: 0, failures: 1 });
    expect((await recordOf(world, run)).version).toBe(run.version);
    world.faults.mend();
    expect(await mayfly.sweep(0)).toMatchObject({ removed: 1, files: 9, failures: 0 });
    expect(await recordOf(world, run)).toMatchObject({
      state: run.state,
      warnings: run.warnings,
      temporaryFiles: { state: "removed", receipt: { reason: "an earlier removal failed", files: 9 } },
    });
    expect(await filesIn(world)).toMatchObject(NO_TEMPORARY_FILES);
  });

  test("of retained files at their expiry is told once on the record, and tried again at each sweep", async () => {
    const world = aWorld();
    const run = await executed(world, { debug_keep_temp: true });
    const mayfly = world.start();
    world.clock.advance(24 * HOUR);
    world.faults.fail("uploads.remove");
    expect(await mayfly.sweep(0)).toMatchObject({ removed: 0, failures: 1 });
    expect((await recordOf(world, run)).temporaryFiles.state).toBe("removal_failed");
    world.faults.mend();
    expect(await mayfly.sweep(0)).toMatchObject({ removed: 1 });
    expect(await filesIn(world)).toMatchObject(NO_TEMPORARY_FILES);
  });
});

describe("an end that cannot be reached yet", () => {
  test("waits for the next sweep when the result cannot be written", async () => {
    const world = aWorld();
    world.faults.fail("outputs.seal", "no_space");
    const run = await executed(world);
    expect(run.state).toMatchObject({
      phase: "cleaning",
      outcome: { status: "failed", error: { code: "RUN_OUTPUTS_NOT_KEPT" } },
    });
    // What may have filled the disk is gone at once.
    expect(await filesIn(world)).toMatchObject(NO_TEMPORARY_FILES);
    world.faults.mend();
    expect(await world.start().sweep(0)).toMatchObject({ mended: 1, failures: 0 });
    expect(await recordOf(world, run)).toMatchObject({
      state: { phase: "failed" },
      temporaryFiles: { state: "removed" },
    });
    expect(await resultOf(world, run)).toMatchObject({ status: "failed", error: { code: "RUN_OUTPUTS_NOT_KEPT" } });
  });

  test("is reached in one go when the disk was full of what the run itself left", async () => {
    const world = aWorld();
    let full = true;
    const remove = world.real.workspaces.remove.bind(world.real.workspaces);
    world.real.workspaces.remove = async (id) => {
      full = false;
      return remove(id);
    };
    world.faults.fail("outputs.seal", "no_space", Number.POSITIVE_INFINITY, () => full);
    const run = await executed(world);
    expect(run.state).toMatchObject({ phase: "failed", outcome: { error: { code: "RUN_OUTPUTS_NOT_KEPT" } } });
    expect(run.state).toMatchObject({ outcome: { error: { message: expect.stringContaining("its disk is full") } } });
    expect(await resultOf(world, run)).toMatchObject({ status: "failed" });
  });

  test("waits for the next sweep when it cannot be put on record", async () => {
    const world = aWorld();
    world.faults.fail("runs.commit", "unavailable", 5, ([made]) => (made as { move: string }).move === "end");
    const run = await executed(world);
    expect(run.state.phase).toBe("cleaning");
    expect(world.told.at(-1)).toMatchObject({ level: "error", fields: { run: run.id } });
    expect(await world.start().sweep(0)).toMatchObject({ mended: 1 });
    expect((await recordOf(world, run)).state.phase).toBe("succeeded");
    expect(await resultOf(world, run)).toMatchObject({ status: "success", data: { rows: 3 } });
  });

  test("comes by patience when the store is away for some seconds only", async () => {
    const world = aWorld();
    world.faults.fail("runs.commit", "unavailable", 4, ([made]) => (made as { move: string }).move === "end");
    const run = await executed(world);
    expect(run.state).toMatchObject({ phase: "succeeded" });
    expect(world.clock.now()).toBe(BIRTH + 50 + 250 + 1000 + 3000);
  });

  test("is not put on record twice when the store did it and could not say so", async () => {
    const world = aWorld();
    world.faults.fail("runs.commit", "done_but_unavailable", 1, ([made]) => (made as { move: string }).move === "end");
    const run = await executed(world);
    expect(run.state.phase).toBe("succeeded");
    expect(world.told.filter((line) => line.level === "error")).toEqual([]);
  });
});

describe("a process that may still be there", () => {
  function engineWith(reap: Engine["reap"]): Engine {
    return {
      name: "odd",
      describe: () => ({
        name: "odd",
        available: true,
        reason: null,
        version: null,
        models: null,
        network: "none",
        wall: "none",
      }),
      refuses: () => null,
      async execute(job) {
        await job.started(A_PROCESS);
        return ok({ kind: "killed", signal: "SIGKILL" });
      },
      reap,
    };
  }

  test("is gone before the files of its run are", async () => {
    let there = true;
    const asked: ProcessIdentity[] = [];
    const world = aWorld({
      ports: { judge: lenientJudge("odd") },
      engines: [
        engineWith(async (process) => {
          asked.push(process);
          return there ? err({ kind: "unavailable", message: "It does not die." }) : ok();
        }),
      ],
    });
    const mayfly = world.start();
    const run = await create(mayfly);
    await upload(mayfly, run, packageOn("odd"));
    await workOff(mayfly);
    expect((await recordOf(world, run)).state).toMatchObject({ phase: "cleaning", process: A_PROCESS });
    expect((await filesIn(world)).workspaces).toBeGreaterThan(0);
    expect(world.counters.read("ends_put_off", { reason: "process" })).toBe(1);
    there = false;
    await mayfly.sweep(0);
    expect((await recordOf(world, run)).state.phase).toBe("failed");
    expect(await filesIn(world)).toEqual({ ...NO_TEMPORARY_FILES, outputs: 1 });
    expect(asked).toEqual([A_PROCESS, A_PROCESS]);
  });
});
