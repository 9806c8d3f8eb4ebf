// Do equal jobs at once run once, and does each come to its own end?
import { describe, expect, test } from "vitest";
import { aJobWorld, createJob, createJobWith, NO_FILES_SKILL, readResult } from "../testing/a-job-world.ts";
import {
  addressOf,
  filesIn,
  GOOD_PROGRAM,
  historyOf,
  INPUTS_ZIP,
  NO_TEMPORARY_FILES,
  PACKAGE_ZIP,
  recordOf,
  workOff,
  type World,
} from "../testing/a-world.ts";
import { HOUR } from "../testing/a-run.ts";
import { zipOf } from "../testing/skill-package.ts";
import type { Run } from "../run/run.ts";
import { createMayfly, type Mayfly } from "./mayfly.ts";

async function phasesOf(world: World, runs: readonly Run[]): Promise<string[]> {
  return Promise.all(runs.map(async (run) => (await recordOf(world, run)).state.phase));
}

async function cancel(mayfly: Mayfly, run: Run): Promise<void> {
  const canceled = (await mayfly.cancel(addressOf(run)))._unsafeUnwrap();
  await canceled.cleaned;
}

describe.each([
  ["without files", undefined, (mayfly: Mayfly) => createJob(mayfly)],
  ["with files", PACKAGE_ZIP, (mayfly: Mayfly) => createJobWith(mayfly, INPUTS_ZIP)],
])("equal jobs %s", (_, zip, create) => {
  test("follow the first, and end as hits when it succeeds", async () => {
    const { world, starts } = aJobWorld(zip);
    const mayfly = world.start();
    const runs = [await create(mayfly), await create(mayfly), await create(mayfly)];
    const [leader] = runs;
    expect(runs.map(({ state, cache }) => [state.phase, cache.hit])).toEqual([
      ["queued", false],
      ["following", null],
      ["following", null],
    ]);
    expect(await workOff(mayfly)).toBe(1);
    expect(starts()).toBe(1);
    for (const run of runs.slice(1)) {
      const ended = await recordOf(world, run);
      expect(ended).toMatchObject({
        state: { phase: "succeeded" },
        skill: { contract: { id: "demo" } },
        outputs: leader?.id,
        cache: { hit: true },
        temporaryFiles: { state: "removed" },
      });
      expect((await historyOf(world, run)).slice(-2)).toMatchObject([{ move: "decide" }, { move: "end" }]);
      expect(await readResult(mayfly, run)).toContain("success");
    }
    expect(await filesIn(world)).toEqual({ ...NO_TEMPORARY_FILES, outputs: 1 });
    expect((await mayfly.cacheStats())._unsafeUnwrap().hits).toBe(2);
    expect(mayfly.activeRuns).toBe(0);
  });

  test("run one after the other while they fail", async () => {
    const { world } = aJobWorld(zip);
    let starts = 0;
    world.program = async (job, signal) => {
      starts += 1;
      return starts < 3 ? 3 : GOOD_PROGRAM(job, signal);
    };
    const mayfly = world.start();
    const runs: Run[] = [];
    for (let n = 0; n < 5; n += 1) runs.push(await create(mayfly));
    expect(await workOff(mayfly)).toBe(3);
    expect(await phasesOf(world, runs)).toEqual(["failed", "failed", "succeeded", "succeeded", "succeeded"]);
    expect(starts).toBe(3);
    expect((await recordOf(world, runs[2] as Run)).cache.hit).toBe(false);
    expect(mayfly.activeRuns).toBe(0);
  });

  test("have a new leader when the first is canceled, and only that", async () => {
    const { world, starts } = aJobWorld(zip);
    const mayfly = world.start();
    const runs = [await create(mayfly), await create(mayfly), await create(mayfly)];
    await cancel(mayfly, runs[0] as Run);
    expect(await phasesOf(world, runs)).toEqual(["canceled", "queued", "following"]);
    expect(await workOff(mayfly)).toBe(1);
    expect(await phasesOf(world, runs)).toEqual(["canceled", "succeeded", "succeeded"]);
    expect(starts()).toBe(1);
  });

  test("are not touched when a follower is canceled", async () => {
    const { world, starts } = aJobWorld(zip);
    const mayfly = world.start();
    const runs = [await create(mayfly), await create(mayfly), await create(mayfly)];
    await cancel(mayfly, runs[1] as Run);
    expect(await phasesOf(world, runs)).toEqual(["queued", "canceled", "following"]);
    expect(await readResult(mayfly, runs[1] as Run)).toContain("RUN_CANCELED");
    await workOff(mayfly);
    expect(await phasesOf(world, runs)).toEqual(["succeeded", "canceled", "succeeded"]);
    expect(starts()).toBe(1);
  });

  test("go on after a restart, whoever led", async () => {
    const { world, starts } = aJobWorld(zip);
    const mayfly = world.start();
    const runs = [await create(mayfly), await create(mayfly), await create(mayfly)];
    // A process that dies while the leader runs, and one that dies before its followers are settled.
    (await mayfly.take())._unsafeUnwrap();
    world.faults.fail("cache.followers", "unavailable", 1);
    const restarted = world.start();
    expect((await restarted.recover())._unsafeUnwrap()).toBe(1);
    expect(await phasesOf(world, runs)).toEqual(["failed", "queued", "following"]);
    expect(await workOff(restarted)).toBe(1);
    expect(await phasesOf(world, runs)).toEqual(["failed", "succeeded", "succeeded"]);
    expect(starts()).toBe(1);
  });

  test("go on after a stop, however long no server was there", async () => {
    const { world } = aJobWorld(zip);
    world.program = (_job, signal) => new Promise((resolve) => signal.addEventListener("abort", () => resolve(1)));
    const mayfly = world.start();
    const runs = [await create(mayfly), await create(mayfly)];
    const executed = (await mayfly.take())._unsafeUnwrap()?.execute();
    await mayfly.stop();
    await executed;
    world.program = GOOD_PROGRAM;
    world.clock.advance(12 * HOUR);
    const restarted = world.start();
    (await restarted.recover())._unsafeUnwrap();
    expect(await phasesOf(world, runs)).toEqual(["failed", "queued"]);
    await workOff(restarted);
    expect(await phasesOf(world, runs)).toEqual(["failed", "succeeded"]);
  });

  test("go on after a kill in the middle of their start, however long no server was there", async () => {
    const { world } = aJobWorld(zip);
    const mayfly = world.start();
    const runs = [await create(mayfly), await create(mayfly)];
    (await mayfly.take())._unsafeUnwrap();
    // A server that finds no records any more once it has made the follower the next leader.
    const recovering = world.start();
    world.faults.fail("runs.commit", "unavailable", 9, ([made]) => (made as { move: string }).move === "claim_upload");
    await recovering.recover();
    world.faults.mend();
    world.clock.advance(12 * HOUR);
    const restarted = world.start();
    expect((await restarted.sweep(0)).expired).toBe(0);
    (await restarted.recover())._unsafeUnwrap();
    expect(await phasesOf(world, runs)).toEqual(["failed", "queued"]);
  });

  test("are settled by the sweep where the records were out of reach", async () => {
    const { world } = aJobWorld(zip);
    const mayfly = world.start();
    const runs = [await create(mayfly), await create(mayfly)];
    world.faults.fail("cache.followers");
    await workOff(mayfly);
    expect(await phasesOf(world, runs)).toEqual(["succeeded", "following"]);
    world.faults.mend();
    expect((await mayfly.sweep(0)).failures).toBe(0);
    expect(await phasesOf(world, runs)).toEqual(["succeeded", "succeeded"]);
  });

  test("wait up to a limit of their own", async () => {
    const { world } = aJobWorld(zip);
    const mayfly = world.start({ maxFollowing: 1, maxAwaiting: 1 });
    await create(mayfly);
    await create(mayfly);
    await expect(create(mayfly)).rejects.toMatchObject({
      data: { value: { code: "RUN_QUEUE_FULL", message: expect.stringContaining("equal ones") } },
    });
  });
});

test("equal jobs without files keep following where a sweep has no skills to start them from", async () => {
  const { world } = aJobWorld();
  const mayfly = world.start();
  const [leader, follower] = [await createJob(mayfly), await createJob(mayfly)];
  (await mayfly.take())._unsafeUnwrap();
  const { catalog: _skills, ...ports } = world.real;
  expect((await createMayfly(ports).sweep(0)).failures).toBe(0);
  expect(await recordOf(world, follower)).toEqual(follower);
  (await world.start().recover())._unsafeUnwrap();
  expect(await phasesOf(world, [leader, follower])).toEqual(["failed", "queued"]);
});

test("200 equal jobs at once cause one execution, and all 200 succeed, though the queue has fewer places", async () => {
  const { world, starts } = aJobWorld();
  const mayfly = world.start({ maxQueued: 3 });
  const runs = await Promise.all(Array.from({ length: 200 }, () => createJob(mayfly)));
  expect(await workOff(mayfly)).toBe(1);
  expect(new Set(await phasesOf(world, runs))).toEqual(new Set(["succeeded"]));
  expect(starts()).toBe(1);
  expect(await filesIn(world)).toEqual({ ...NO_TEMPORARY_FILES, outputs: 1 });
});

test("jobs whose leader found no place in the queue start all the same, for they were told so", async () => {
  const { world, starts } = aJobWorld();
  const mayfly = world.start({ maxQueued: 1 });
  await createJob(mayfly, { parameter: { limit: 1 } });
  const held = world.faults.hold("runs.commit");
  const leading = mayfly.createJob({ skillId: "demo" });
  await held.reached;
  const follower = await createJob(mayfly);
  expect(follower.state.phase).toBe("following");
  held.release();
  expect((await leading)._unsafeUnwrapErr()).toMatchObject({ code: "RUN_QUEUE_FULL", run: null });
  expect(await phasesOf(world, [follower])).toEqual(["queued"]);
  await workOff(mayfly);
  expect(await phasesOf(world, [follower])).toEqual(["succeeded"]);
  expect(starts()).toBe(2);
});

test("followers of a skill that was removed end with it, each by itself", async () => {
  const { world, installed } = aJobWorld();
  const mayfly = world.start();
  const runs = [await createJob(mayfly), await createJob(mayfly), await createJob(mayfly)];
  installed.delete("demo");
  await cancel(mayfly, runs[0] as Run);
  expect(await phasesOf(world, runs)).toEqual(["canceled", "failed", "failed"]);
  expect((await recordOf(world, runs[2] as Run)).state).toMatchObject({
    outcome: { error: { code: "SKILL_NOT_FOUND" } },
  });
  expect(mayfly.activeRuns).toBe(0);
});

test("a follower of a skill that has changed runs it as it is when it starts, and the others have a new leader", async () => {
  const { world, installed, starts } = aJobWorld();
  const mayfly = world.start();
  const runs = [await createJob(mayfly), await createJob(mayfly), await createJob(mayfly)];
  installed.set("demo", zipOf({ ...NO_FILES_SKILL, "demo/extra.txt": "more" }));
  await cancel(mayfly, runs[0] as Run);
  await workOff(mayfly);
  await mayfly.sweep(0);
  await workOff(mayfly);
  expect(await phasesOf(world, runs)).toEqual(["canceled", "succeeded", "succeeded"]);
  expect(starts()).toBe(1);
  const [, second] = await Promise.all(runs.map((run) => recordOf(world, run)));
  expect(second?.cache.key).not.toBe(runs[1]?.cache.key);
});
