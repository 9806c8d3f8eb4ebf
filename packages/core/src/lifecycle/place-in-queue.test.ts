import { describe, expect, test } from "vitest";
import { addressOf, aWorld, create, upload, workOff } from "../testing/a-world.ts";
import type { Run } from "../run/run.ts";
import type { Mayfly } from "./mayfly.ts";
import type { PlacedRun } from "./place-in-queue.ts";

const QUERY = { owner: "", kind: "temporary", phases: null, limit: 10, cursor: null } as const;

/** Each shows what it found; a refusal other than that there is no run rejects. */
const LOOKS: readonly (readonly [string, (mayfly: Mayfly, run: Run) => Promise<readonly PlacedRun[]>])[] = [
  [
    "`findPlaced()`",
    async (mayfly, run) => {
      const found = await mayfly.findPlaced(addressOf(run));
      if (found.isErr() && found.error.code !== "RUN_NOT_FOUND") throw new Error(found.error.code);
      return found.isOk() ? [found.value] : [];
    },
  ],
  [
    "`listPlaced()`",
    async (mayfly) => {
      const listed = await mayfly.listPlaced(QUERY);
      if (listed.isErr()) throw new Error(listed.error.code);
      return listed.value.runs;
    },
  ],
];

async function queued(mayfly: Mayfly, count: number) {
  const runs = [];
  for (let n = 0; n < count; n += 1) {
    const run = await create(mayfly);
    (await upload(mayfly, run))._unsafeUnwrap();
    runs.push(run);
  }
  return runs;
}

describe("`findPlaced()` and `listPlaced()`", () => {
  test("count from the run that is taken next, and give none to a run that is not queued", async () => {
    const mayfly = aWorld().start();
    const runs = await queued(mayfly, 3);
    const awaiting = await create(mayfly);
    const places = async (): Promise<(number | null)[]> => {
      const listed = (await mayfly.listPlaced(QUERY))._unsafeUnwrap().runs.toReversed();
      const found = [];
      for (const run of [...runs, awaiting]) found.push((await mayfly.findPlaced(addressOf(run)))._unsafeUnwrap());
      expect(listed).toEqual(found);
      return found.map(({ queuePosition }) => queuePosition);
    };
    expect(await places()).toEqual([1, 2, 3, null]);
    const taken = (await mayfly.take())._unsafeUnwrap();
    expect(await places()).toEqual([null, 1, 2, null]);
    await taken?.execute();
    await workOff(mayfly);
    expect(await places()).toEqual([null, null, null, null]);
  });

  test.each(LOOKS)("%s shows a run that was taken between the two looks as it is then", async (_, look) => {
    const { world, mayfly, run } = await withQueued();
    const held = world.faults.hold("queue.position");
    const looking = look(mayfly, run);
    await held.reached;
    await workOff(mayfly);
    held.release();
    expect(await looking).toMatchObject([{ run: { state: { phase: "succeeded" } }, queuePosition: null }]);
  });

  test.each(LOOKS)("%s shows nothing of a run that was deleted between the two looks", async (_, look) => {
    const { world, mayfly, run } = await withQueued();
    const held = world.faults.hold("queue.position");
    const looking = look(mayfly, run);
    await held.reached;
    await workOff(mayfly);
    (await mayfly.delete(addressOf(run)))._unsafeUnwrap();
    held.release();
    expect(await looking).toEqual([]);
  });

  test.each(LOOKS)("%s answers a fault where the queue is out of reach", async (_, look) => {
    const { world, mayfly, run } = await withQueued();
    world.faults.fail("queue.position");
    await expect(look(mayfly, run)).rejects.toThrow("REQUEST_INTERNAL");
  });
});

async function withQueued() {
  const world = aWorld();
  const mayfly = world.start();
  const [run] = await queued(mayfly, 1);
  if (run === undefined) throw new Error("Nothing is queued.");
  return { world, mayfly, run };
}
