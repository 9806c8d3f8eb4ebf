// Is what jobs share whole, whatever the order in which ports answer?
import fc from "fast-check";
import { expect, test } from "vitest";
import { aJobWorld, readResult } from "../testing/a-job-world.ts";
import { addressOf, filesIn, GOOD_PROGRAM, NO_TEMPORARY_FILES, recordOf, workOff } from "../testing/a-world.ts";
import type { Intercept } from "../testing/intercepted-ports.ts";
import { isTerminal } from "../run/phase.ts";
import type { Run } from "../run/run.ts";
import type { Mayfly } from "./mayfly.ts";

const RUNS = { numRuns: 60 };

/** A world in which every call of a port, and every answer, comes when the scheduler pleases. */
function scheduledWorld(s: fc.Scheduler) {
  const intercept: Intercept = async (call, _args, go) => {
    await s.schedule(Promise.resolve(), call);
    const answer = await go();
    await s.schedule(Promise.resolve(), `${call} answers`);
    return answer;
  };
  return aJobWorld(undefined, intercept);
}

/** So many work off the queue whenever it is woken; `ended` resolves when all of it is done. */
function workers(mayfly: Mayfly, count: number): { ended(): Promise<void> } {
  const works: Promise<unknown>[] = [];
  for (let n = 0; n < count; n += 1) mayfly.onQueued(() => works.push(workOff(mayfly)));
  return {
    async ended() {
      for (let done = 0; done < works.length; done += 1) await works[done];
    },
  };
}

async function create(mayfly: Mayfly): Promise<Run> {
  return (await mayfly.createJob({ skillId: "demo" }))._unsafeUnwrap();
}

async function cancel(mayfly: Mayfly, run: Run): Promise<boolean> {
  const canceled = await mayfly.cancel(addressOf(run));
  if (canceled.isOk()) await canceled.value.cleaned;
  return canceled.isOk();
}

test("law: of jobs that come while the first fails or is canceled, each comes to its own end, and none runs beside another", async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.nat(2), fc.boolean(), async (s, failures, cancels) => {
      const { world } = scheduledWorld(s);
      let starts = 0;
      let running = 0;
      world.program = async (job, signal) => {
        starts += 1;
        running += 1;
        expect(running).toBe(1);
        const fails = starts <= failures;
        await s.schedule(Promise.resolve(), "the program works");
        running -= 1;
        return fails ? 3 : GOOD_PROGRAM(job, signal);
      };
      const mayfly = world.start();
      const working = workers(mayfly, 2);
      const jobs = Array.from({ length: 4 }, () => create(mayfly));
      const canceled = cancels ? jobs[0]?.then((run) => cancel(mayfly, run)) : undefined;
      const runs = await s.waitFor(Promise.all(jobs));
      await s.waitFor(Promise.resolve(canceled));
      await s.waitFor(working.ended());
      const ends: string[] = [];
      for (const run of runs) {
        const { state, cache } = await recordOf(world, run);
        if (!isTerminal(state.phase)) throw new Error(`The run is ${state.phase}.`);
        ends.push(`${state.phase}${cache.hit === true ? " by a hit" : ""}`);
      }
      for (const end of ends) seen.add(end);
      // One success at most was run; all others are hits, were canceled, or were one of the failures.
      expect(ends.filter((end) => end === "succeeded").length).toBeLessThanOrEqual(1);
      expect(ends.filter((end) => end === "failed").length).toBeLessThanOrEqual(failures);
      expect(ends.filter((end) => end === "canceled").length).toBeLessThanOrEqual(cancels ? 1 : 0);
      expect(await filesIn(world)).toMatchObject(NO_TEMPORARY_FILES);
      expect(mayfly.activeRuns).toBe(0);
      expect(world.told.filter((line) => line.level === "error")).toEqual([]);
    }),
    RUNS,
  );
  expect([...seen].toSorted()).toEqual(["canceled", "failed", "succeeded", "succeeded by a hit"]);
});

test("law: a run that is there has its outputs, whoever is deleted, expires or is cleared at the same time", async () => {
  const seen = new Set<boolean>();
  const act = fc.constantFrom("delete", "create", "clear", "sweep", "expire");
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(act, { minLength: 2, maxLength: 6 }), async (s, acts) => {
      const { world } = scheduledWorld(s);
      const mayfly = world.start({ cacheTtlMs: 1000 });
      const working = workers(mayfly, 1);
      const first = await s.waitFor(create(mayfly));
      await s.waitFor(working.ended());
      const left = new Set<Run>([first]);
      let deleted = false;
      const done = acts.map(async (each) => {
        if (each === "create") left.add(await create(mayfly));
        if (each === "clear") (await mayfly.clearCache())._unsafeUnwrap();
        if (each === "sweep") await mayfly.sweep(0);
        if (each === "expire") world.clock.advance(1000);
        if (each === "delete" && !deleted) {
          deleted = true;
          left.delete(first);
          (await mayfly.delete(addressOf(first)))._unsafeUnwrap();
        }
      });
      await s.waitFor(Promise.all(done));
      await s.waitFor(working.ended());
      for (const run of left) {
        const record = await recordOf(world, run);
        expect(record.state.phase).toBe("succeeded");
        seen.add(record.cache.hit === true && deleted);
        expect(await s.waitFor(readResult(mayfly, run))).toContain("success");
      }
      for (const run of left) (await s.waitFor(mayfly.delete(addressOf(run))))._unsafeUnwrap();
      (await s.waitFor(mayfly.clearCache()))._unsafeUnwrap();
      expect(await filesIn(world)).toEqual({ ...NO_TEMPORARY_FILES, outputs: 0 });
    }),
    RUNS,
  );
  expect(seen).toEqual(new Set([false, true]));
});
