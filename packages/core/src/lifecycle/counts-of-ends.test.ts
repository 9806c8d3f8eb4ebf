// Is what an operator counts of ends, cleanups and sweeps counted where it happens, and once?
import { err } from "neverthrow";
import { describe, expect, test } from "vitest";
import { aRegistryWorld, demoOf, install } from "../testing/a-registry.ts";
import { HOUR } from "../testing/a-run.ts";
import {
  addressOf,
  anEndedRun,
  aWorld,
  begun,
  bodyOf,
  create,
  PACKAGE_ZIP,
  recordOf,
  upload,
  workOff,
  type World,
} from "../testing/a-world.ts";
import { counted } from "../testing/counted.ts";
import type { Run } from "../run/run.ts";

const ONE_RUN = { "runs_created temporary": 1, "runs_ended temporary succeeded": 1 };

async function executed(world: World): Promise<Run> {
  const mayfly = world.start();
  const run = await create(mayfly);
  (await upload(mayfly, run))._unsafeUnwrap();
  await workOff(mayfly);
  return recordOf(world, run);
}

function warnings({ told }: World, event: RegExp): number {
  return told.filter((line) => line.level === "warn" && event.test(line.event)).length;
}

const A_REFUSAL = {
  code: "REQUEST_PART_MISSING",
  message: "",
  problems: [],
  run: null,
  retryAfterSeconds: null,
} as const;

/** The calls of `runs.commit` that put an end on record. */
const isEnd = ([made]: readonly unknown[]): boolean => (made as { move: string }).move === "end";

describe("a cleanup that fails at the end of a run", () => {
  test("is counted once, beside warning, receipt and log, and what the sweep makes up for is counted too", async () => {
    const world = aWorld();
    world.faults.fail("workspaces.remove");
    const run = await executed(world);
    expect(counted(world.counters)).toEqual({ ...ONE_RUN, "cleanups_failed end": 1 });
    expect(run.warnings).toMatchObject([{ code: "RUN_CLEANUP_FAILED" }]);
    expect(run.temporaryFiles).toMatchObject({
      state: "removal_failed",
      receipt: { action: "removal_failed", reason: "the run succeeded; the removal failed" },
    });
    expect(warnings(world, /temporary files could not be removed/)).toBe(1);

    const mayfly = world.start();
    await mayfly.sweep(0);
    await mayfly.sweep(0);
    const failing = { ...ONE_RUN, "cleanups_failed end": 1, sweeps: 2, sweep_failures: 2 };
    expect(counted(world.counters)).toEqual(failing);
    world.faults.mend();
    const { bytes } = await mayfly.sweep(0);
    expect(bytes).toBeGreaterThan(0);
    expect(counted(world.counters)).toEqual({ ...failing, sweeps: 3, "swept removed": 1, swept_bytes: bytes });
  });

  test("is counted once where the end could not be put on record, and all of it was tried again", async () => {
    const world = aWorld();
    world.faults.fail("workspaces.remove");
    world.faults.fail("runs.commit", "unavailable", 5, isEnd);
    expect((await executed(world)).state.phase).toBe("cleaning");
    expect(counted(world.counters)).toEqual({ "runs_created temporary": 1, "ends_put_off record": 1 });
    await world.start().sweep(0);
    expect(warnings(world, /temporary files could not be removed/)).toBe(2);
    expect(counted(world.counters)).toMatchObject({ ...ONE_RUN, "cleanups_failed end": 1, "swept mended": 1 });
  });

  test("is not counted where the second try removes all, since no receipt says so", async () => {
    const world = aWorld();
    world.faults.fail("workspaces.remove", "unavailable", 1);
    world.faults.fail("runs.commit", "unavailable", 5, isEnd);
    const run = await executed(world);
    await world.start().sweep(0);
    expect((await recordOf(world, run)).temporaryFiles.state).toBe("removed");
    expect(counted(world.counters)).not.toHaveProperty(["cleanups_failed end"]);
  });
});

describe("what else cannot be removed at once is counted once", () => {
  test("where an upload is given back", async () => {
    const { world, mayfly, run } = await begun();
    world.faults.fail("uploads.remove");
    world.faults.fail("workspaces.remove");
    const session = (await mayfly.claimUpload(addressOf(run)))._unsafeUnwrap();
    (await session.receive("package", bodyOf(PACKAGE_ZIP)))._unsafeUnwrap();
    await session.giveBack();
    await session.giveBack();
    expect(counted(world.counters)).toEqual({ "runs_created temporary": 1, "cleanups_failed give_back": 1 });
  });

  test("where an upload is given back, though that could not be put on record at first", async () => {
    const { world, mayfly, run } = await begun();
    world.faults.fail("uploads.remove");
    world.faults.fail("runs.commit", "unavailable", 5, ([made]) => (made as { move: string }).move === "give_back");
    const session = (await mayfly.claimUpload(addressOf(run)))._unsafeUnwrap();
    (await session.receive("package", bodyOf(PACKAGE_ZIP)))._unsafeUnwrap();
    await session.giveBack();
    expect(counted(world.counters)).toEqual({ "runs_created temporary": 1 });
    await mayfly.sweep(0);
    expect((await recordOf(world, run)).state.phase).toBe("awaiting_upload");
    expect(counted(world.counters)).toMatchObject({ "cleanups_failed give_back": 1, "swept mended": 1 });
  });

  test("where a run is deleted", async () => {
    const { world, mayfly, address } = await anEndedRun();
    world.faults.fail("outputs.remove", "unavailable", 1);
    (await mayfly.delete(address))._unsafeUnwrap();
    expect(counted(world.counters)).toEqual({ ...ONE_RUN, "cleanups_failed delete": 1 });
    await mayfly.sweep(0);
    expect(counted(world.counters)).toMatchObject({ "cleanups_failed delete": 1, "swept forgotten": 1 });
  });

  test("where a package was held", async () => {
    const world = aWorld();
    world.faults.fail("uploads.remove");
    const deliver = async () => err({ ...A_REFUSAL });
    await world.start().validatePackage(deliver, new AbortController().signal);
    expect(counted(world.counters)).toEqual({ "cleanups_failed hold": 1 });
  });
});

describe("an end", () => {
  test.each([
    ["the result cannot be written", "outputs.seal", "result"],
    ["it cannot be put on record", "runs.commit", "record"],
  ] as const)("that waits because %s is counted as put off each time, and once when it comes", async (_, call, why) => {
    const world = aWorld();
    world.faults.fail(call, "no_space", Number.POSITIVE_INFINITY, (args) => call === "outputs.seal" || isEnd(args));
    await executed(world);
    await world.start().sweep(0);
    expect(counted(world.counters)).toMatchObject({ [`ends_put_off ${why}`]: 2 });
    expect(counted(world.counters)).not.toHaveProperty([`runs_ended temporary failed`]);
    world.faults.mend();
    await world.start().sweep(0);
    const status = call === "outputs.seal" ? "failed" : "succeeded";
    expect(counted(world.counters)).toMatchObject({
      [`ends_put_off ${why}`]: 2,
      [`runs_ended temporary ${status}`]: 1,
    });
  });

  test("by a cancel, and of an upload that never came, is one like any other", async () => {
    const { world, mayfly, run } = await begun();
    await (await mayfly.cancel(addressOf(run)))._unsafeUnwrap().cleaned;
    expect(counted(world.counters)).toEqual({ "runs_created temporary": 1, "runs_ended temporary canceled": 1 });
    await create(mayfly);
    world.clock.advance(HOUR);
    await mayfly.sweep(0);
    expect(counted(world.counters)).toMatchObject({ "runs_ended temporary failed": 1, "swept expired": 1, sweeps: 1 });
  });
});

test("a sweep that only tells what it would do is none", async () => {
  const { world, mayfly } = await begun();
  world.clock.advance(HOUR);
  expect(await mayfly.sweep("all", { dryRun: true })).toMatchObject({ expired: 1 });
  expect(counted(world.counters)).toEqual({ "runs_created temporary": 1 });
});

test("an install is counted at its end, well or not", async () => {
  const { start, counters } = aRegistryWorld();
  const registry = start();
  await install(registry, demoOf("1.0.0"));
  await install(registry, demoOf("1.0.0"));
  await install(registry, demoOf("1.0.1"));
  expect(counted(counters)).toEqual({ "installs_ended succeeded": 2, "installs_ended failed": 1 });
});
