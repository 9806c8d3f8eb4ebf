// Does a wall clock that is put forward or back by a day change what becomes of a run?
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HOUR } from "../testing/a-run.ts";
import {
  addressOf,
  aWorld,
  bodyOf,
  create,
  filesIn,
  historyOf,
  PACKAGE_ZIP,
  recordOf,
  workOff,
} from "../testing/a-world.ts";

const DAY = 24 * HOUR;
/** Longer than all jumps together, so that no retention ends by them. */
const LONG = { uploadTtlMs: 100 * DAY, outputTtlMs: 100 * DAY, debugTtlMs: 100 * DAY };
const jump = fc.constantFrom(-DAY, -1, 0, 1, DAY);

describe("jumps of the clock", () => {
  test("law: a run comes to the same end whatever the clock does between its steps, and no sweep takes it", async () => {
    const ends = fc.record({
      jumps: fc.array(jump, { minLength: 8, maxLength: 8 }),
      kept: fc.boolean(),
      good: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(ends, async ({ jumps, kept, good }) => {
        const world = aWorld();
        const mayfly = world.start(LONG);
        const rest = [...jumps];
        const jumpAndSweep = async (): Promise<void> => {
          world.clock.jumpTo(world.clock.now() + (rest.pop() ?? 0));
          expect(await mayfly.sweep(0)).toMatchObject({ expired: 0, removed: 0, forgotten: 0, mended: 0, orphans: 0 });
        };
        world.program = async (job) => {
          await jumpAndSweep();
          job.artifact("report.md", "x");
          job.output({ rows: 1 });
          return good ? 0 : 3;
        };
        const run = await create(mayfly, { options: { debug_keep_temp: kept } });
        await jumpAndSweep();
        const session = (await mayfly.claimUpload(addressOf(run)))._unsafeUnwrap();
        await jumpAndSweep();
        (await session.receive("package", bodyOf(PACKAGE_ZIP)))._unsafeUnwrap();
        await jumpAndSweep();
        (await session.finish())._unsafeUnwrap();
        await jumpAndSweep();
        expect(await workOff(mayfly)).toBe(1);
        await jumpAndSweep();
        expect(await recordOf(world, run)).toMatchObject({
          state: { phase: good ? "succeeded" : "failed" },
          temporaryFiles: { state: kept ? "retained" : "removed" },
        });
        expect((await filesIn(world)).workspaces > 0).toBe(kept);
        const times = (await historyOf(world, run)).map(({ at }) => at);
        expect(times).toEqual(times.toSorted((one, other) => one - other));
      }),
      { numRuns: 60 },
    );
  });

  test("a deadline counts the time that passes, not what the clock shows", async () => {
    const world = aWorld();
    const mayfly = world.start({ ...LONG, runTimeoutMs: HOUR });
    const reasons: unknown[] = [];
    world.program = async (_job, signal) => {
      world.clock.jumpTo(world.clock.now() + DAY);
      await Promise.resolve();
      reasons.push(signal.aborted);
      world.clock.jumpTo(world.clock.now() - 2 * DAY);
      world.clock.advance(HOUR);
      await Promise.resolve();
      reasons.push(signal.aborted);
    };
    const run = await create(mayfly);
    const session = (await mayfly.claimUpload(addressOf(run)))._unsafeUnwrap();
    await session.receive("package", bodyOf(PACKAGE_ZIP));
    await session.finish();
    await workOff(mayfly);
    expect(reasons).toEqual([false, true]);
    expect((await recordOf(world, run)).state).toMatchObject({ outcome: { error: { code: "RUN_DEADLINE_EXCEEDED" } } });
  });

  test("what is being deleted, or could not be removed, is due also when the clock was put back", async () => {
    const world = aWorld();
    const mayfly = world.start(LONG);
    const [one, other] = [await create(mayfly), await create(mayfly)];
    for (const run of [one, other]) {
      const session = (await mayfly.claimUpload(addressOf(run)))._unsafeUnwrap();
      await session.receive("package", bodyOf(PACKAGE_ZIP));
      await session.finish();
    }
    world.faults.fail("workspaces.remove", "unavailable", 1);
    await workOff(mayfly);
    world.faults.fail("outputs.remove", "unavailable", 1);
    expect((await mayfly.delete(addressOf(other))).isOk()).toBe(true);
    world.clock.jumpTo(world.clock.now() - DAY);
    expect(await mayfly.sweep(0)).toMatchObject({ removed: 1, forgotten: 1, failures: 0 });
  });
});
