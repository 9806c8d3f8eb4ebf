import { describe, expect, test } from "vitest";
import {
  addressOf,
  anEndedRun,
  aWorld,
  create,
  filesIn,
  NO_TEMPORARY_FILES,
  upload,
  workOff,
} from "../testing/a-world.ts";

describe("`delete()`", () => {
  test("forgets an ended run and removes its outputs and what was retained", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly, { options: { debug_keep_temp: true } });
    await upload(mayfly, run);
    await workOff(mayfly);
    expect((await mayfly.delete(addressOf(run))).isOk()).toBe(true);
    expect(await filesIn(world)).toEqual({ ...NO_TEMPORARY_FILES, outputs: 0 });
    expect((await mayfly.find(addressOf(run)))._unsafeUnwrapErr().code).toBe("RUN_NOT_FOUND");
    expect((await mayfly.delete(addressOf(run)))._unsafeUnwrapErr().code).toBe("RUN_NOT_FOUND");
  });

  test("leaves files that it cannot remove to the sweep", async () => {
    const { world, mayfly, address } = await anEndedRun();
    world.faults.fail("outputs.remove", "unavailable", 1);
    expect((await mayfly.delete(address)).isOk()).toBe(true);
    expect((await filesIn(world)).outputs).toBe(1);
    expect(await mayfly.sweep(0)).toMatchObject({ forgotten: 1 });
    expect((await filesIn(world)).outputs).toBe(0);
  });

  test("is refused when the run changes at that moment or the store is out of reach, and removes nothing", async () => {
    const { world, mayfly, address } = await anEndedRun();
    world.faults.fail("runs.commit", "unavailable", 1);
    expect((await mayfly.delete(address))._unsafeUnwrapErr().code).toBe("REQUEST_INTERNAL");
    const commit = world.real.runs.commit.bind(world.real.runs);
    world.real.runs.commit = (decided) => commit({ ...decided, expectedVersion: decided.expectedVersion - 1 });
    expect((await mayfly.delete(address))._unsafeUnwrapErr()).toMatchObject({
      code: "REQUEST_UNAVAILABLE",
      retryAfterSeconds: 1,
    });
    expect((await mayfly.result(address)).isOk()).toBe(true);
  });
});
