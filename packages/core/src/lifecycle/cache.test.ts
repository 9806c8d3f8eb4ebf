// Is a job answered by an equal one, exactly when it may be?
import { describe, expect, test } from "vitest";
import { aJobWorld, createJob, createJobWith, NO_FILES_SKILL, readResult } from "../testing/a-job-world.ts";
import {
  addressOf,
  filesIn,
  historyOf,
  INPUTS_ZIP,
  NO_TEMPORARY_FILES,
  PACKAGE_ZIP,
  recordOf,
  resultOf,
  upload,
  workOff,
} from "../testing/a-world.ts";
import { A_SKILL, HOUR } from "../testing/a-run.ts";
import { zipOf } from "../testing/skill-package.ts";
import type { CreateJob } from "./create-job.ts";

describe("a job without files", () => {
  test("is answered at once by an equal one that succeeded, and is a run like any other", async () => {
    const { world, starts } = aJobWorld();
    const mayfly = world.start();
    const first = await createJob(mayfly, { parameter: { limit: 4 } });
    expect(first).toMatchObject({ state: { phase: "queued" }, cache: { hit: false } });
    await workOff(mayfly);
    const hit = await createJob(mayfly, { parameter: JSON.parse('{"limit":4.0}') });
    expect(hit).toMatchObject({
      kind: "installed",
      version: 1,
      state: { phase: "succeeded", outcome: { status: "succeeded", error: null } },
      skill: { contract: { id: "demo" }, engine: "function", parameter: { limit: 4 } },
      temporaryFiles: { state: "none", receipt: null },
      outputs: first.id,
      cache: { hit: true },
    });
    expect(await recordOf(world, hit)).toEqual(hit);
    expect(await historyOf(world, hit)).toMatchObject([{ version: 1, move: null, phase: "succeeded" }]);
    expect(await readResult(mayfly, hit)).toBe(await readResult(mayfly, first));
    expect((await mayfly.ended(addressOf(hit)))._unsafeUnwrap().files).toHaveLength(4);
    expect((await mayfly.bundle(addressOf(hit)))._unsafeUnwrap().size).toBeGreaterThan(100);
    expect(new TextDecoder().decode((await mayfly.logs(addressOf(hit), null))._unsafeUnwrap().stdout)).toBe("hello\n");
    expect(starts()).toBe(1);
    expect(await filesIn(world)).toEqual({ ...NO_TEMPORARY_FILES, outputs: 1 });
    expect((await mayfly.cacheStats())._unsafeUnwrap()).toMatchObject({ entries: 1, hits: 1 });
  });

  test.each<[string, Partial<CreateJob>]>([
    ["other parameters", { parameter: { limit: 5 } }],
    ["another model", { model: "large" }],
    ["another owner", { owner: "ada" }],
    ["its inputs kept for debugging", { options: { debug: true } }],
    ["no wish for the cache", { options: { no_cache: true } }],
  ])("runs again with %s", async (_, wanted) => {
    const { world, starts } = aJobWorld();
    const mayfly = world.start();
    await createJob(mayfly);
    await workOff(mayfly);
    expect(await createJob(mayfly, wanted)).toMatchObject({ state: { phase: "queued" }, cache: { hit: false } });
    await workOff(mayfly);
    expect(starts()).toBe(2);
  });

  test("runs again when the skill has changed, and when the engine has", async () => {
    const { world, installed, starts } = aJobWorld();
    await createJob(world.start());
    await workOff(world.start());
    installed.set("demo", zipOf({ ...NO_FILES_SKILL, "demo/extra.txt": "more" }));
    expect((await createJob(world.start())).state.phase).toBe("queued");
    installed.set("demo", zipOf(NO_FILES_SKILL));
    const [engine] = world.real.engines;
    if (engine === undefined) throw new Error("There is no engine.");
    const described = engine.describe();
    engine.describe = () => ({ ...described, version: "2" });
    expect((await createJob(world.start())).state.phase).toBe("queued");
    await workOff(world.start());
    expect(starts()).toBe(3);
  });

  test("that does not want the cache leaves its outputs there, in the place of those before", async () => {
    const { world } = aJobWorld();
    const mayfly = world.start();
    const first = await createJob(mayfly);
    await workOff(mayfly);
    const second = await createJob(mayfly, { options: { no_cache: true } });
    await workOff(mayfly);
    expect((await createJob(mayfly)).outputs).toBe(second.id);
    expect(await readResult(mayfly, first)).toContain("success");
    (await mayfly.delete(addressOf(first)))._unsafeUnwrap();
    expect(await filesIn(world)).toMatchObject({ outputs: 1 });
  });

  test("that failed is no answer to the next one", async () => {
    const { world } = aJobWorld();
    world.program = async () => 3;
    const mayfly = world.start();
    await createJob(mayfly);
    await workOff(mayfly);
    expect((await mayfly.cacheStats())._unsafeUnwrap()).toEqual({ entries: 0, hits: 0, bytes: 0 });
    expect(await createJob(mayfly)).toMatchObject({ state: { phase: "queued" } });
  });

  test("runs again when the outputs are gone, and the entry that promised them is", async () => {
    const { world, starts } = aJobWorld();
    const mayfly = world.start();
    const first = await createJob(mayfly);
    await workOff(mayfly);
    await world.real.outputs.remove(first.id);
    expect(await createJob(mayfly)).toMatchObject({ state: { phase: "queued" } });
    expect((await mayfly.cacheStats())._unsafeUnwrap().entries).toBe(0);
    await workOff(mayfly);
    expect(starts()).toBe(2);
  });

  test("finds an entry until it expires, and each hit puts that off", async () => {
    const { world, starts } = aJobWorld();
    const mayfly = world.start({ cacheTtlMs: 10 * HOUR, outputTtlMs: HOUR });
    const first = await createJob(mayfly);
    await workOff(mayfly);
    for (let hit = 0; hit < 3; hit += 1) {
      world.clock.advance(9 * HOUR);
      // The first run's own time is over; its outputs stay for the entry.
      await mayfly.sweep(0);
      expect(await createJob(mayfly)).toMatchObject({ outputs: first.id, cache: { hit: true } });
    }
    expect((await mayfly.find(addressOf(first))).isErr()).toBe(true);
    world.clock.advance(10 * HOUR);
    expect(await createJob(mayfly)).toMatchObject({ state: { phase: "queued" } });
    await workOff(mayfly);
    world.clock.advance(10 * HOUR);
    expect(await mayfly.sweep(0)).toMatchObject({ uncached: 1, failures: 0 });
    expect(await filesIn(world)).toEqual({ ...NO_TEMPORARY_FILES, outputs: 0 });
    expect(starts()).toBe(2);
  });

  test("is rid of all entries whose time is over, however many there are", async () => {
    const { world } = aJobWorld();
    const mayfly = world.start();
    const first = await createJob(mayfly);
    await workOff(mayfly);
    const expiresAt = world.clock.now() + HOUR;
    for (let n = 0; n < 2000; n += 1) {
      const key = n.toString(16).padStart(64, "0");
      const entry = { key, owner: "", outputs: first.id, skill: A_SKILL, createdAt: 0, expiresAt, hits: 0, bytes: 1 };
      (await world.real.cache.write(entry))._unsafeUnwrap();
    }
    world.clock.advance(2 * HOUR);
    expect(await mayfly.sweep(0)).toMatchObject({ uncached: 2000, failures: 0 });
  });

  test("keeps the outputs that it shares until the last who points to them is gone", async () => {
    const { world } = aJobWorld();
    const mayfly = world.start();
    const first = await createJob(mayfly);
    await workOff(mayfly);
    const hit = await createJob(mayfly);
    (await mayfly.delete(addressOf(first)))._unsafeUnwrap();
    expect(await readResult(mayfly, hit)).toContain("success");
    expect((await mayfly.clearCache())._unsafeUnwrap()).toEqual({ entries: 1, files: 0, bytes: 0 });
    expect((await mayfly.sweep(0)).orphans).toBe(0);
    expect(await readResult(mayfly, hit)).toContain("success");
    (await mayfly.delete(addressOf(hit)))._unsafeUnwrap();
    expect(await filesIn(world)).toEqual({ ...NO_TEMPORARY_FILES, outputs: 0 });
  });

  test("lets the outputs go with the cache where no run points to them", async () => {
    const { world } = aJobWorld();
    const mayfly = world.start();
    const run = await createJob(mayfly);
    await workOff(mayfly);
    (await mayfly.delete(addressOf(run)))._unsafeUnwrap();
    expect(await filesIn(world)).toMatchObject({ outputs: 1 });
    expect((await mayfly.clearCache())._unsafeUnwrap()).toMatchObject({ entries: 1, files: 4 });
    expect(await filesIn(world)).toMatchObject({ outputs: 0 });
  });
});

describe("a job with files", () => {
  test("is answered by an equal one once its files are there, and leaves nothing of them", async () => {
    const { world, starts } = aJobWorld(PACKAGE_ZIP);
    const mayfly = world.start();
    const first = await createJobWith(mayfly, INPUTS_ZIP);
    expect(first).toMatchObject({ state: { phase: "queued" }, cache: { hit: false } });
    await workOff(mayfly);
    const hit = await createJobWith(mayfly, INPUTS_ZIP);
    expect(hit).toMatchObject({
      state: { phase: "succeeded" },
      outputs: first.id,
      cache: { hit: true },
      temporaryFiles: { state: "removed", receipt: { reason: "the run succeeded" } },
    });
    expect(await filesIn(world)).toEqual({ ...NO_TEMPORARY_FILES, outputs: 1 });
    expect(starts()).toBe(1);
  });

  test.each([
    ["content", { "table/data.csv": "a,b\n1,3\n" }],
    ["a name", { "table/other.csv": "a,b\n1,2\n" }],
    ["no name", { table: "a,b\n1,2\n" }],
  ])("runs again when its files have other %s", async (_, files) => {
    const { world } = aJobWorld(PACKAGE_ZIP);
    const mayfly = world.start();
    await createJobWith(mayfly, INPUTS_ZIP);
    await workOff(mayfly);
    expect(await createJobWith(mayfly, zipOf(files))).toMatchObject({ state: { phase: "queued" } });
  });
});

test("a temporary run is never looked up and never kept, whatever it is", async () => {
  const { world, starts } = aJobWorld(PACKAGE_ZIP);
  const mayfly = world.start();
  for (const turn of [1, 2]) {
    const run = (await mayfly.create({ kind: "temporary" }))._unsafeUnwrap();
    (await upload(mayfly, run, PACKAGE_ZIP))._unsafeUnwrap();
    await workOff(mayfly);
    expect(await recordOf(world, run)).toMatchObject({ outputs: run.id, cache: { key: null, hit: null } });
    expect(starts()).toBe(turn);
  }
  expect((await mayfly.cacheStats())._unsafeUnwrap().entries).toBe(0);
  expect(await createJobWith(mayfly, INPUTS_ZIP)).toMatchObject({ state: { phase: "queued" } });
});

test("a cache that cannot be written fails no run", async () => {
  const { world } = aJobWorld();
  const mayfly = world.start();
  world.faults.fail("cache.write");
  const run = await createJob(mayfly);
  await workOff(mayfly);
  expect((await recordOf(world, run)).state.phase).toBe("succeeded");
  expect(await resultOf(world, run)).toMatchObject({ status: "success" });
});
