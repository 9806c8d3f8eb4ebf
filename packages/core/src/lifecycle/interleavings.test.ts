import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addressOf,
  aWorld,
  create,
  filesIn,
  GOOD_PROGRAM,
  historyOf,
  NO_TEMPORARY_FILES,
  recordOf,
  resultOf,
  upload,
  workOff,
  type World,
} from "../testing/a-world.ts";
import type { Intercept } from "../testing/intercepted-ports.ts";
import { isTerminal } from "../run/phase.ts";
import type { Run } from "../run/run.ts";
import type { Mayfly } from "./mayfly.ts";

const RESULT_OF = { succeeded: "success", failed: "failed", canceled: "canceled" } as const;

interface Scheduled {
  readonly world: World;
  /** How often the program was called. */
  starts(): number;
  /** Resolves when ports have been called `calls` times, or `goOn` is called. */
  after(calls: number): Promise<void>;
  goOn(): void;
}

/** A world in which every call of a port, and every answer, comes when the scheduler pleases. */
function scheduledWorld(s: fc.Scheduler): Scheduled {
  let starts = 0;
  let calls = 0;
  let waiting: { readonly until: number; readonly wake: () => void }[] = [];
  const wake = (due: number): void => {
    for (const each of waiting.filter(({ until }) => until <= due)) each.wake();
    waiting = waiting.filter(({ until }) => until > due);
  };
  const intercept: Intercept = async (call, _args, go) => {
    calls += 1;
    wake(calls);
    await s.schedule(Promise.resolve(), call);
    const answer = await go();
    await s.schedule(Promise.resolve(), `${call} answers`);
    return answer;
  };
  const world = aWorld({ intercept });
  world.program = async (job, signal) => {
    starts += 1;
    await s.schedule(Promise.resolve(), "the program works");
    await GOOD_PROGRAM(job, signal);
  };
  watchEnds(world);
  return {
    world,
    starts: () => starts,
    after: (until) => new Promise((resolve) => waiting.push({ until, wake: resolve })),
    goOn: () => wake(Number.POSITIVE_INFINITY),
  };
}

/** The moment that a terminal state is on record, the files are gone and the result is there. */
function watchEnds(world: World): void {
  const commit = world.real.runs.commit.bind(world.real.runs);
  world.real.runs.commit = async (made, guard) => {
    const committed = await commit(made, guard);
    const { id, state, temporaryFiles } = made.after;
    if (committed.isOk() && made.move === "end" && isTerminal(state.phase)) {
      expect(temporaryFiles.receipt).not.toBeNull();
      if (temporaryFiles.state === "removed") expect(await filesIn(world)).toMatchObject(NO_TEMPORARY_FILES);
      expect(await resultOf(world, { id })).toMatchObject({ status: RESULT_OF[state.phase] });
    }
    return committed;
  };
}

/** Works off the queue whenever it is woken; `ended` resolves when all of it is done. */
function worker(mayfly: Mayfly): { ended(): Promise<void> } {
  const works: Promise<unknown>[] = [];
  mayfly.onQueued(() => works.push(workOff(mayfly)));
  return {
    async ended() {
      for (let done = 0; done < works.length; done += 1) await works[done];
    },
  };
}

async function expectOneEnd(world: World, mayfly: Mayfly, run: Run): Promise<Run> {
  const ended = await recordOf(world, run);
  const { phase } = ended.state;
  if (!isTerminal(phase)) throw new Error(`The run is ${phase}.`);
  const history = await historyOf(world, run);
  expect(history.map((each) => each.version)).toEqual(history.map((_each, at) => at + 1));
  expect(history.filter((each) => each.move === "decide")).toHaveLength(1);
  expect(history.filter((each) => each.move === "end")).toHaveLength(1);
  expect(await resultOf(world, run)).toMatchObject({ status: RESULT_OF[phase] });
  expect(await filesIn(world)).toEqual({ ...NO_TEMPORARY_FILES, outputs: 1 });
  expect(mayfly.activeRuns).toBe(0);
  return ended;
}

const RUNS = { numRuns: 100 };

/** When somebody gets in between, in calls of ports; a run with its upload takes about thirty. */
const moment = fc.integer({ min: 1, max: 32 });

describe("whatever the order in which ports answer,", () => {
  test("a run that is uploaded, worked off by two workers, swept and canceled comes to one end", async () => {
    const ends = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), moment, moment, async (s, cancelAt, sweepAt) => {
        const { world, starts, after, goOn } = scheduledWorld(s);
        const mayfly = world.start();
        const run = await s.waitFor(create(mayfly));
        const workers = [worker(mayfly), worker(mayfly)];
        const cancel = async () => {
          await after(cancelAt);
          const canceled = await mayfly.cancel(addressOf(run));
          if (canceled.isOk()) await canceled.value.cleaned;
          return canceled;
        };
        const others = Promise.all([cancel(), after(sweepAt).then(() => mayfly.sweep(0))]);
        const uploaded = await s.waitFor(upload(mayfly, run));
        await s.waitFor(Promise.all(workers.map((each) => each.ended())));
        goOn();
        const [canceled, swept] = await s.waitFor(others);

        const { state } = await expectOneEnd(world, mayfly, run);
        ends.add(`${state.phase} ${uploaded.isOk()}`);
        expect(state.phase).toBe(canceled.isOk() ? "canceled" : "succeeded");
        expect(swept.failures).toBe(0);
        expect(starts()).toBeLessThanOrEqual(1);
        if (uploaded.isErr()) expect(uploaded.error.code).toBe("RUN_CANCELED");
        expect(world.told.filter((line) => line.level === "error")).toEqual([]);
      }),
      RUNS,
    );
    // The law would be empty if a cancel always came too early or too late.
    expect([...ends].toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
      "canceled false",
      "canceled true",
      "succeeded true",
    ]);
  });

  test("two uploads start exactly one run", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (s) => {
        const { world, starts } = scheduledWorld(s);
        const mayfly = world.start();
        const run = await s.waitFor(create(mayfly));
        const workers = worker(mayfly);
        const answers = await s.waitFor(Promise.all([upload(mayfly, run), upload(mayfly, run)]));
        await s.waitFor(workers.ended());
        expect(answers.filter((each) => each.isOk())).toHaveLength(1);
        const codes = answers.flatMap((each) => (each.isErr() ? [each.error.code] : []));
        expect(codes).toEqual(["RUN_ALREADY_STARTED"]);
        expect((await expectOneEnd(world, mayfly, run)).state.phase).toBe("succeeded");
        expect(starts()).toBe(1);
      }),
      RUNS,
    );
  });

  test("a run whose server stops and starts again is never half done", async () => {
    const phases = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), moment, async (s, stopAt) => {
        const { world, starts, after, goOn } = scheduledWorld(s);
        const mayfly = world.start();
        const run = await s.waitFor(create(mayfly));
        const workers = worker(mayfly);
        const stopped = after(stopAt).then(async () => {
          await mayfly.stop();
          expect(mayfly.activeRuns).toBe(0);
        });
        await s.waitFor(upload(mayfly, run));
        await s.waitFor(workers.ended());
        goOn();
        await s.waitFor(stopped);
        const { phase } = (await recordOf(world, run)).state;
        phases.add(phase);
        expect(["awaiting_upload", "queued", "failed", "succeeded"]).toContain(phase);
        if (phase === "awaiting_upload") expect(await filesIn(world)).toMatchObject(NO_TEMPORARY_FILES);

        const restarted = world.start();
        expect((await s.waitFor(restarted.recover()))._unsafeUnwrap()).toBe(0);
        if (phase === "awaiting_upload") (await s.waitFor(upload(restarted, run)))._unsafeUnwrap();
        await s.waitFor(workOff(restarted));
        const { state } = await expectOneEnd(world, restarted, run);
        expect(state.phase).toBe(phase === "failed" ? "failed" : "succeeded");
        if (state.phase === "failed") expect(state.outcome.error?.code).toBe("RUN_INTERRUPTED");
        expect(starts()).toBeLessThanOrEqual(1);
      }),
      RUNS,
    );
    // Stops that find the run queued or running come too, but not often enough to insist on them.
    expect([...phases]).toEqual(expect.arrayContaining(["awaiting_upload", "succeeded"]));
  });
});
