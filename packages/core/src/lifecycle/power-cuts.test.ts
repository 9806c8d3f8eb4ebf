import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addressOf,
  aWorld,
  create,
  filesIn,
  historyOf,
  INPUTS_ZIP,
  NO_TEMPORARY_FILES,
  PACKAGE_ZIP,
  resultOf,
  upload,
  workOff,
  type World,
} from "../testing/a-world.ts";
import { aProcess, CUTS } from "../testing/a-process.ts";
import { countStarts } from "../testing/count-starts.ts";
import { isTerminal, PHASES } from "../run/phase.ts";
import type { Run } from "../run/run.ts";
import type { Mayfly } from "./mayfly.ts";

/** What a client has been told. */
interface Told {
  run?: Run;
  isAccepted?: boolean;
  isCanceled?: boolean;
}

async function live(mayfly: Mayfly, told: Told, how: { debug: boolean; cancels: boolean }): Promise<void> {
  const run = await create(mayfly, { options: { debug_keep_temp: how.debug } });
  told.run = run;
  (await upload(mayfly, run, PACKAGE_ZIP, INPUTS_ZIP))._unsafeUnwrap();
  told.isAccepted = true;
  const cancel = async () => {
    const canceled = await mayfly.cancel(addressOf(run));
    if (canceled.isErr()) return;
    told.isCanceled = true;
    await canceled.value.cleaned;
  };
  await Promise.all([workOff(mayfly), how.cancels ? cancel() : null]);
  await mayfly.sweep(0);
}

/** Lets the world go on without another cut, and looks at what the client and the disk have. */
async function expectMended(world: World, told: Told): Promise<string> {
  const { mayfly } = aProcess(world, null);
  (await mayfly.recover())._unsafeUnwrap();
  const [run, ...others] = (await world.real.runs.inPhases(PHASES, 9))._unsafeUnwrap();
  expect(others).toEqual([]);
  if (run === undefined) {
    expect(told).toEqual({});
    return "never born";
  }
  const recovered = run.state.phase;
  if (recovered === "awaiting_upload") {
    expect(told.isAccepted).toBeUndefined();
    expect(await filesIn(world)).toEqual({ ...NO_TEMPORARY_FILES, outputs: 0 });
    (await upload(mayfly, run, PACKAGE_ZIP, INPUTS_ZIP))._unsafeUnwrap();
  } else expect(recovered === "queued" || isTerminal(recovered), recovered).toBe(true);
  await workOff(mayfly);
  expect((await mayfly.sweep(0)).failures).toBe(0);

  const { state, temporaryFiles } = (await world.real.runs.find(run.id))._unsafeUnwrap() ?? run;
  if (!isTerminal(state.phase)) throw new Error(`The run is ${state.phase}.`);
  const moves = (await historyOf(world, run)).map(({ move }) => move);
  expect(moves.filter((move) => move === "decide" || move === "end")).toEqual(["decide", "end"]);
  if (told.isCanceled === true) expect(state.phase).toBe("canceled");
  if (state.phase === "failed") expect(state.outcome.error?.code).toBe("RUN_INTERRUPTED");
  expect(await resultOf(world, run)).toMatchObject({
    status: { succeeded: "success", failed: "failed", canceled: "canceled" }[state.phase],
  });
  expect((await world.real.outputs.verify(run.id))._unsafeUnwrap()).toBe(true);
  if (state.phase === "succeeded") {
    const manifest = (await world.real.outputs.manifest(run.id))._unsafeUnwrap();
    expect(manifest?.map(({ path, size }) => [path, size])).toEqual(
      expect.arrayContaining([
        ["artifacts/report.md", 9],
        ["logs/stdout.txt", 6],
      ]),
    );
    expect((await world.real.outputs.readLog(run.id, "stdout", 0, 99))._unsafeUnwrap().size).toBe(6);
  }
  if (temporaryFiles.state === "removed") expect(await filesIn(world)).toEqual({ ...NO_TEMPORARY_FILES, outputs: 1 });
  else expect(temporaryFiles.state).toBe("retained");
  return `${recovered} ${state.phase}`;
}

test("wherever the power goes off, the run starts once at most and comes to one end, and what succeeded is whole", async () => {
  const ways = new Set<string>();
  for (const manner of CUTS) {
    let isOver = false;
    for (let at = 1; !isOver; at += 1) {
      const world = aWorld();
      const starts = countStarts(world);
      const told: Told = {};
      const { mayfly, lives } = aProcess(world, { at, manner });
      isOver = await lives(live(mayfly, told, { debug: false, cancels: false }));
      ways.add(await expectMended(world, told));
      expect(starts.all(), `${manner} call ${at}`).toBeLessThanOrEqual(1);
    }
  }
  expect([...ways].toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
    "awaiting_upload succeeded",
    "failed failed",
    "never born",
    "queued succeeded",
    "succeeded succeeded",
  ]);
});

test("the same holds when it goes off again while it is mended, with a cancel, and with files that are kept", async () => {
  const cut = fc.record({ at: fc.integer({ min: 1, max: 60 }), manner: fc.constantFrom(...CUTS) });
  const again = fc.record({ at: fc.integer({ min: 1, max: 9 }), manner: fc.constantFrom(...CUTS) });
  const how = fc.record({ debug: fc.boolean(), cancels: fc.boolean() });
  let cuts = 0;
  await fc.assert(
    fc.asyncProperty(cut, fc.array(again, { maxLength: 2 }), how, async (first, others, chosen) => {
      const world = aWorld();
      const starts = countStarts(world);
      const told: Told = {};
      const { mayfly, lives } = aProcess(world, first);
      await lives(live(mayfly, told, chosen));
      for (const other of others) {
        const restarted = aProcess(world, other);
        if (!(await restarted.lives(restarted.mayfly.recover()))) cuts += 1;
      }
      await expectMended(world, told);
      expect(starts.all()).toBeLessThanOrEqual(1);
    }),
    { numRuns: 300 },
  );
  // The law would be empty if recovery was always over before.
  expect(cuts).toBeGreaterThan(30);
});
