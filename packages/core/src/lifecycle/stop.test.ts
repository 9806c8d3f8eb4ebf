// Does a Mayfly that was stopped change nothing any more?
import { expect, test } from "vitest";
import { addressOf, anEndedRun, aWorld, create, recordOf } from "../testing/a-world.ts";

/** Whether `promise` is over once everything that can go on by itself has gone on. */
async function isOver(promise: Promise<unknown>): Promise<boolean> {
  let over = false;
  void promise.then(() => (over = true));
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
  return over;
}

test("`stop()` waits for a run that a client deletes, whose files go on being removed", async () => {
  const { world, mayfly, address } = await anEndedRun();
  const removal = world.faults.hold("outputs.remove");
  const deleted = mayfly.delete(address);
  await removal.reached;
  const stopped = mayfly.stop();
  expect(await isOver(stopped)).toBe(false);
  removal.release();
  await stopped;
  expect((await deleted).isOk()).toBe(true);
});

test("`stop()` waits for the cleaning of a run that is canceled meanwhile", async () => {
  const world = aWorld();
  const mayfly = world.start();
  const run = await create(mayfly);
  const decision = world.faults.hold("runs.commit");
  const canceled = mayfly.cancel(addressOf(run));
  await decision.reached;
  const stopped = mayfly.stop();
  const cleaning = world.faults.hold("outputs.seal");
  decision.release();
  await cleaning.reached;
  expect(await isOver(stopped)).toBe(false);
  cleaning.release();
  await stopped;
  expect((await canceled).isOk()).toBe(true);
  expect((await recordOf(world, run)).state.phase).toBe("canceled");
});
