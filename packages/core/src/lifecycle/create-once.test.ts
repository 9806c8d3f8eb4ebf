import { describe, expect, test } from "vitest";
import { createJob as createPlainJob, aJobWorld } from "../testing/a-job-world.ts";
import { addressOf, aWorld, create, PACKAGE_ZIP, upload, workOff, type World } from "../testing/a-world.ts";
import { HOUR } from "../testing/a-run.ts";
import type { Run, RunKind } from "../run/run.ts";
import type { CreateRun } from "./create-run.ts";
import type { Mayfly } from "./mayfly.ts";

const KEY = { idempotencyKey: "order 66" };

async function runsOf(mayfly: Mayfly, kind: RunKind): Promise<readonly Run[]> {
  const query = { owner: "", kind, phases: null, limit: 50, cursor: null };
  return (await mayfly.list(query))._unsafeUnwrap().runs;
}

/** Both families: how one asks, in a world where a job takes files, so that it waits for them as a temporary run does. */
const FAMILIES = [
  ["temporary", (mayfly: Mayfly, wish: Partial<CreateRun>) => mayfly.create({ kind: "temporary", ...wish })],
  ["installed", (mayfly: Mayfly, wish: Partial<CreateRun>) => mayfly.createJob({ skillId: "demo", ...wish })],
] as const;

describe.each(FAMILIES)("a create of kind %s that is sent again with its key", (kind, ask) => {
  const start = (options = {}): { world: World; mayfly: Mayfly } => {
    const { world } = aJobWorld(PACKAGE_ZIP);
    return { world, mayfly: world.start(options) };
  };

  test("finds its run, as that is by then, for a day and no longer", async () => {
    const { world, mayfly } = start();
    const first = (await ask(mayfly, { ...KEY, parameter: { limit: 4 } }))._unsafeUnwrap();
    expect((await ask(mayfly, { ...KEY, parameter: { limit: 4 } }))._unsafeUnwrap()).toEqual(first);
    await (await mayfly.cancel(addressOf(first)))._unsafeUnwrap().cleaned;
    world.clock.advance(24 * HOUR - 1);
    const later = (await ask(mayfly, { ...KEY, parameter: { limit: 4 } }))._unsafeUnwrap();
    expect(later).toMatchObject({ id: first.id, state: { phase: "canceled" } });
    world.clock.advance(1);
    expect((await ask(mayfly, { ...KEY, parameter: { limit: 4 } }))._unsafeUnwrap().id).not.toBe(first.id);
    expect(await runsOf(mayfly, kind)).toHaveLength(2);
  });

  test("makes one run, however many come at once, also over two processes", async () => {
    const { world, mayfly } = start();
    const other = world.start();
    const asked = Array.from({ length: 12 }, (_, n) => ask(n % 3 === 0 ? other : mayfly, KEY));
    const ids = (await Promise.all(asked)).map((each) => each._unsafeUnwrap().id);
    expect(new Set(ids).size).toBe(1);
    expect((await runsOf(mayfly, kind)).map(({ id }) => id)).toEqual([ids[0]]);
  });

  test("is refused where it asks for something else, and changes nothing", async () => {
    const { mayfly } = start();
    const first = (await ask(mayfly, KEY))._unsafeUnwrap();
    for (const wish of [{ parameter: { limit: 5 } }, { model: "m" }, { options: { debug: true } }]) {
      const refused = (await ask(mayfly, { ...KEY, ...wish }))._unsafeUnwrapErr();
      expect(refused).toMatchObject({ code: "RUN_KEY_REUSED", run: null, retryAfterSeconds: null });
    }
    expect(await runsOf(mayfly, kind)).toEqual([first]);
    expect((await ask(mayfly, { ...KEY, options: { debug: false } }))._unsafeUnwrap()).toEqual(first);
  });

  test("has its key to itself: of another owner, another key, or none, it is another request", async () => {
    const { mayfly } = start();
    const ids = new Set<string>();
    for (const wish of [KEY, { idempotencyKey: "order 67" }, {}, {}, { ...KEY, owner: "ada" }]) {
      ids.add((await ask(mayfly, wish))._unsafeUnwrap().id);
    }
    for (const [other, askOther] of FAMILIES) {
      if (other !== kind) ids.add((await askOther(mayfly, KEY))._unsafeUnwrap().id);
    }
    expect(ids.size).toBe(6);
  });

  test("is answered where the server is full by now, and a refused one is no answer for the next", async () => {
    const { mayfly } = start({ maxAwaiting: 1 });
    const first = (await ask(mayfly, KEY))._unsafeUnwrap();
    const wish = { idempotencyKey: "order 67" };
    expect((await ask(mayfly, wish))._unsafeUnwrapErr().code).toBe("RUN_TOO_MANY_AWAITING");
    expect((await ask(mayfly, KEY))._unsafeUnwrap().id).toBe(first.id);
    await (await mayfly.cancel(addressOf(first)))._unsafeUnwrap().cleaned;
    expect((await ask(mayfly, wish))._unsafeUnwrap().id).not.toBe(first.id);
  });

  test.each(["deleted since", "being deleted"])("gets the id of a run that is %s, and no other run", async (how) => {
    const { world, mayfly } = start();
    if (how === "being deleted") world.faults.fail("outputs.remove");
    const first = (await ask(mayfly, KEY))._unsafeUnwrap();
    await (await mayfly.cancel(addressOf(first)))._unsafeUnwrap().cleaned;
    (await mayfly.delete(addressOf(first)))._unsafeUnwrap();
    const again = (await ask(mayfly, KEY))._unsafeUnwrap();
    expect(again).toMatchObject({ id: first.id, outputs: first.id, state: { phase: "awaiting_upload" } });
    expect((await mayfly.find(addressOf(again)))._unsafeUnwrapErr().code).toBe("RUN_NOT_FOUND");
    expect((await ask(mayfly, { ...KEY, model: "m" }))._unsafeUnwrapErr().code).toBe("RUN_KEY_REUSED");
    expect(await runsOf(mayfly, kind)).toEqual([]);
  });

  test("meets a fault where the keys are out of reach, and makes no run", async () => {
    const { world, mayfly } = start();
    world.faults.fail("runs.findKey");
    expect((await ask(mayfly, KEY))._unsafeUnwrapErr().code).toBe("REQUEST_INTERNAL");
    expect(await runsOf(mayfly, kind)).toEqual([]);
  });

  test("finds its run where the first answer was lost after all was done", async () => {
    const { world, mayfly } = start();
    world.faults.fail("runs.create", "done_but_unavailable", 1);
    expect((await ask(mayfly, KEY))._unsafeUnwrapErr().code).toBe("REQUEST_INTERNAL");
    const again = (await ask(mayfly, KEY))._unsafeUnwrap();
    expect(await runsOf(mayfly, kind)).toEqual([again]);
  });
});

describe("a job without files that is asked for again with its key", () => {
  test("runs once, and is a hit of no other", async () => {
    const { world, starts } = aJobWorld();
    const mayfly = world.start();
    const wish = { ...KEY, options: { no_cache: true } };
    const asked = Array.from({ length: 6 }, () => createPlainJob(mayfly, wish));
    const ids = (await Promise.all(asked)).map(({ id }) => id);
    expect(new Set(ids).size).toBe(1);
    await workOff(mayfly);
    expect(await createPlainJob(mayfly, wish)).toMatchObject({ id: ids[0], state: { phase: "succeeded" } });
    expect(starts()).toBe(1);
  });

  test("runs once over two processes too", async () => {
    const { world, starts } = aJobWorld();
    const processes = [world.start(), world.start()];
    const asked = processes.map((mayfly) => createPlainJob(mayfly, KEY));
    const ids = (await Promise.all(asked)).map(({ id }) => id);
    expect(new Set(ids).size).toBe(1);
    for (const mayfly of processes) await workOff(mayfly);
    expect(starts()).toBe(1);
    expect(processes.map(({ activeRuns }) => activeRuns)).toEqual([0, 0]);
  });

  test("that was a hit, or that follows, is found like any other", async () => {
    const { world } = aJobWorld();
    const mayfly = world.start();
    const leader = await createPlainJob(mayfly);
    const follower = await createPlainJob(mayfly, KEY);
    expect(follower).toMatchObject({ state: { phase: "following" } });
    expect((await createPlainJob(mayfly, KEY)).id).toBe(follower.id);
    await workOff(mayfly);
    const hit = await createPlainJob(mayfly, { idempotencyKey: "order 67" });
    expect(hit).toMatchObject({ state: { phase: "succeeded" }, cache: { hit: true }, outputs: leader.outputs });
    expect((await createPlainJob(mayfly, { idempotencyKey: "order 67" })).id).toBe(hit.id);
    expect(await runsOf(mayfly, "installed")).toHaveLength(3);
  });

  test("that could not start was never asked for, and the next try is a first one", async () => {
    const { world } = aJobWorld();
    const mayfly = world.start({ maxQueued: 1 });
    const first = await createPlainJob(mayfly);
    const wish = { ...KEY, parameter: { limit: 4 } };
    const refused = await Promise.all([1, 2, 3].map(() => mayfly.createJob({ skillId: "demo", ...wish })));
    for (const each of refused) expect(each._unsafeUnwrapErr()).toMatchObject({ code: "RUN_QUEUE_FULL", run: null });
    await workOff(mayfly);
    const second = await createPlainJob(mayfly, wish);
    expect(await runsOf(mayfly, "installed")).toHaveLength(2);
    expect(second.id).not.toBe(first.id);
  });
});

test("the sweep forgets keys whose time is over", async () => {
  const world = aWorld();
  const mayfly = world.start();
  const run = await create(mayfly, KEY);
  (await upload(mayfly, run))._unsafeUnwrap();
  await workOff(mayfly);
  world.clock.advance(24 * HOUR - 1);
  expect(await mayfly.sweep(0)).toMatchObject({ keys: 0 });
  world.clock.advance(1);
  expect(await mayfly.sweep(0)).toMatchObject({ keys: 1, failures: 0 });
  expect(await mayfly.sweep(0)).toMatchObject({ keys: 0 });
  world.faults.fail("runs.expireKeys");
  expect(await mayfly.sweep(0)).toMatchObject({ failures: 1 });
});

test("the sweep forgets them all, however many there are", async () => {
  const world = aWorld();
  const mayfly = world.start({ maxAwaiting: 5000 });
  for (let n = 0; n < 2001; n += 1) await create(mayfly, { idempotencyKey: `order ${n}` });
  world.clock.advance(24 * HOUR);
  expect(await mayfly.sweep(0)).toMatchObject({ keys: 2001, failures: 0 });
});
