// Do jobs that answer and follow each other come to one end each, wherever the power goes off?
import fc from "fast-check";
import { expect, test } from "vitest";
import { aJobWorld, createJob, readResult, type JobWorld } from "../testing/a-job-world.ts";
import { aProcess, CUTS } from "../testing/a-process.ts";
import { filesIn, historyOf, NO_TEMPORARY_FILES, workOff } from "../testing/a-world.ts";
import { HOUR } from "../testing/a-run.ts";
import { isTerminal, PHASES } from "../run/phase.ts";
import type { Run } from "../run/run.ts";
import type { Mayfly } from "./mayfly.ts";

interface Life {
  /** Equal jobs: the second follows the first, and the third finds what they left. */
  readonly anew: boolean;
}

async function live(mayfly: Mayfly, told: Run[], { anew }: Life): Promise<void> {
  for (let job = 0; job < 2; job += 1) told.push(await createJob(mayfly));
  await workOff(mayfly);
  told.push(await createJob(mayfly, anew ? { options: { no_cache: true } } : {}));
  await workOff(mayfly);
  await mayfly.sweep(0);
}

/** Lets the world go on without another cut; every job that a client heard of comes to one end. */
async function expectMended({ world, startsOfOneRun }: JobWorld, told: readonly Run[]): Promise<string[]> {
  const { mayfly } = aProcess(world, null);
  (await mayfly.recover())._unsafeUnwrap();
  await workOff(mayfly);
  world.clock.advance(2 * HOUR);
  for (let sweep = 0; sweep < 2; sweep += 1) expect((await mayfly.sweep(0)).failures).toBe(0);
  await workOff(mayfly);

  const runs = (await world.real.runs.inPhases(PHASES, 9))._unsafeUnwrap();
  expect(runs.map(({ id }) => id)).toEqual(expect.arrayContaining(told.map(({ id }) => id)));
  expect(startsOfOneRun()).toBeLessThanOrEqual(1);
  for (const run of runs) {
    const { state } = run;
    if (!isTerminal(state.phase)) throw new Error(`Run ${run.id} is ${state.phase}.`);
    const moves = (await historyOf(world, run)).map(({ move }) => move);
    // What is answered at once is born with its end.
    const isBornEnded = run.cache.hit === true && moves.length === 1;
    const wanted = isBornEnded ? [] : ["decide", "end"];
    expect(moves.filter((move) => move === "decide" || move === "end")).toEqual(wanted);
    expect((await world.real.outputs.verify(run.outputs))._unsafeUnwrap()).toBe(true);
    if (state.phase === "succeeded")
      expect(JSON.parse(await readResult(mayfly, run))).toMatchObject({ data: { rows: 3 } });
  }
  expect(await filesIn(world)).toMatchObject(NO_TEMPORARY_FILES);
  const ends = runs.map(({ state }) => ("outcome" in state ? state.outcome.error?.code : state.phase) ?? "succeeded");
  // None is forgotten until its time is over.
  expect(ends.filter((end) => end !== "succeeded" && end !== "RUN_INTERRUPTED")).toEqual([]);
  return ends;
}

test("wherever the power goes off, every job comes to one end, and what it answers is whole", async () => {
  const ends = new Set<string>();
  let isOver = false;
  for (let at = 1; !isOver; at += 1) {
    const jobs = aJobWorld();
    const told: Run[] = [];
    // One manner at each call, in turn: the next law tries the others.
    const { mayfly, lives } = aProcess(jobs.world, { at, manner: CUTS[at % CUTS.length] ?? "during" });
    isOver = await lives(live(mayfly, told, { anew: false }));
    for (const end of await expectMended(jobs, told)) ends.add(end);
  }
  expect([...ends].toSorted()).toEqual(["RUN_INTERRUPTED", "succeeded"]);
});

test("the same holds when it goes off again while it is mended, and where a job runs anew", async () => {
  const cut = fc.record({ at: fc.integer({ min: 1, max: 120 }), manner: fc.constantFrom(...CUTS) });
  const again = fc.record({ at: fc.integer({ min: 1, max: 20 }), manner: fc.constantFrom(...CUTS) });
  let cuts = 0;
  await fc.assert(
    fc.asyncProperty(cut, fc.array(again, { maxLength: 2 }), fc.boolean(), async (first, others, anew) => {
      const jobs = aJobWorld();
      const told: Run[] = [];
      const { mayfly, lives } = aProcess(jobs.world, first);
      await lives(live(mayfly, told, { anew }));
      for (const other of others) {
        const restarted = aProcess(jobs.world, other);
        if (!(await restarted.lives(restarted.mayfly.recover()))) cuts += 1;
      }
      await expectMended(jobs, told);
    }),
    { numRuns: 60 },
  );
  // The law would be empty if recovery was always over before.
  expect(cuts).toBeGreaterThan(5);
});
