// Are runs counted where they are made, and what was refused or looked up on the way?
import { describe, expect, test } from "vitest";
import { aJobWorld, createJob, createJobWith } from "../testing/a-job-world.ts";
import {
  addressOf,
  aWorld,
  begun,
  create,
  GOOD_PROGRAM,
  INPUTS_ZIP,
  PACKAGE_ZIP,
  upload,
  workOff,
} from "../testing/a-world.ts";
import { counted } from "../testing/counted.ts";

describe("a create", () => {
  test("that is sent again with its key makes one run", async () => {
    const world = aWorld();
    const mayfly = world.start();
    for (let n = 0; n < 3; n += 1) await create(mayfly, { idempotencyKey: "k" });
    await create(mayfly);
    expect(counted(world.counters)).toEqual({ "runs_created temporary": 2 });
  });

  test("that comes twice at once, over two processes, makes one run", async () => {
    const world = aWorld();
    const both = [world.start(), world.start()];
    const runs = await Promise.all(both.map((mayfly) => create(mayfly, { idempotencyKey: "k" })));
    expect(new Set(runs.map(({ id }) => id)).size).toBe(1);
    expect(counted(world.counters)).toEqual({ "runs_created temporary": 1 });
  });

  test("that is refused for want of room makes none, and is a refusal", async () => {
    const { world } = aJobWorld();
    const mayfly = world.start({ maxQueued: 1, maxAwaiting: 1 });
    await createJob(mayfly);
    expect((await mayfly.createJob({ skillId: "demo", parameter: { limit: 4 } })).isErr()).toBe(true);
    expect(counted(world.counters)).toEqual({
      "runs_created installed": 1,
      "cache_lookups miss": 1,
      "refusals queue_full": 1,
    });
    const waiting = await create(mayfly);
    expect((await mayfly.create({ kind: "temporary" })).isErr()).toBe(true);
    expect((await mayfly.claimUpload(addressOf(waiting))).isErr()).toBe(true);
    expect(counted(world.counters)).toMatchObject({ "refusals awaiting_full": 1, "refusals queue_full": 2 });
  });

  test("has company: a validation and an install may be refused for want of room, too", async () => {
    const world = aWorld();
    const mayfly = world.start({ maxValidating: 0 });
    const deliver = () => Promise.reject(new Error("Nobody is asked."));
    const { signal } = new AbortController();
    await mayfly.validatePackage(deliver, signal);
    expect(counted(world.counters)).toEqual({ "refusals validations_full": 1 });
    await mayfly.holdPackage(deliver, deliver, signal);
    expect(counted(world.counters)).toEqual({ "refusals validations_full": 2 });
  });

  test("whose job could not start and is there all the same made a run", async () => {
    const { world } = aJobWorld();
    world.faults.fail("runs.commit", "unavailable", 5);
    world.faults.fail("runs.forget");
    expect((await world.start().createJob({ skillId: "demo" })).isErr()).toBe(true);
    expect(counted(world.counters)).toMatchObject({ "runs_created installed": 1 });
  });

  test("of a job is a hit or a miss, of the one that follows too, and without a cache neither", async () => {
    const { world } = aJobWorld();
    const mayfly = world.start();
    await createJob(mayfly);
    await createJob(mayfly);
    expect(counted(world.counters)).toEqual({ "runs_created installed": 2, "cache_lookups miss": 1 });
    await workOff(mayfly);
    await createJob(mayfly);
    const all = { "runs_created installed": 3, "runs_ended installed succeeded": 3 };
    expect(counted(world.counters)).toEqual({ ...all, "cache_lookups miss": 1, "cache_lookups hit": 2 });
    await createJob(mayfly, { options: { no_cache: true } });
    expect(counted(world.counters)).toMatchObject({ "cache_lookups miss": 1, "cache_lookups hit": 2 });
  });
});

test("a job that has to run because the one failed that it followed is a miss like that", async () => {
  const { world } = aJobWorld(PACKAGE_ZIP);
  const mayfly = world.start();
  world.program = async () => {
    world.program = GOOD_PROGRAM;
    throw new Error("The first fails.");
  };
  await createJobWith(mayfly, INPUTS_ZIP);
  await createJobWith(mayfly, INPUTS_ZIP);
  expect(counted(world.counters)).toMatchObject({ "cache_lookups miss": 1 });
  await workOff(mayfly);
  const ends = { "runs_ended installed failed": 1, "runs_ended installed succeeded": 1 };
  expect(counted(world.counters)).toEqual({ "runs_created installed": 2, ...ends, "cache_lookups miss": 2 });
});

test("a disk without room refuses uploads while they come, too, each counted once", async () => {
  const { world, mayfly, run } = await begun();
  world.faults.fail("uploads.receive", "no_space");
  expect((await upload(mayfly, run)).isErr()).toBe(true);
  world.faults.fail("uploads.receive", "unavailable");
  expect(counted(world.counters)).toEqual({ "runs_created temporary": 1, "refusals no_space": 1 });
  world.faults.mend();
  world.faults.fail("workspaces.stage", "no_space");
  expect((await upload(mayfly, run)).isErr()).toBe(true);
  expect(counted(world.counters)).toEqual({ "runs_created temporary": 1, "refusals no_space": 2 });
});
