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
  recordOf,
  resultOf,
  upload,
  workOff,
} from "../testing/a-world.ts";
import { counted } from "../testing/counted.ts";
import type { Failing } from "../testing/intercepted-ports.ts";
import { isTerminal } from "../run/phase.ts";

const CALLS = [
  "runs.commit",
  "runs.find",
  "runs.inPhases",
  "queue.take",
  "uploads.receive",
  "uploads.open",
  "uploads.measure",
  "uploads.remove",
  "workspaces.stage",
  "workspaces.find",
  "workspaces.writeDocument",
  "workspaces.measure",
  "workspaces.remove",
  "outputs.openLogs",
  "outputs.collect",
  "outputs.seal",
  "judge.judgeUpload",
  "judge.judgeOutput",
] as const;

const fault = fc.record({
  call: fc.constantFrom(...CALLS),
  how: fc.constantFrom<Failing>("unavailable", "no_space", "done_but_unavailable", "throws"),
  /** How many such calls go well before. */
  after: fc.nat(6),
  times: fc.constantFrom(1, 2, 6),
});

/** What a bug that throws does to a caller is the caller's to bear; what it leaves behind is ours. */
async function tolerate(act: Promise<unknown>): Promise<void> {
  await act.catch(() => undefined);
}

test("whatever ports fail, and however, a run comes to one end once they work again, and leaves nothing temporary", async () => {
  const ends = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(fault, { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      fc.boolean(),
      async (faults, debug_keep_temp, cancels) => {
        const world = aWorld();
        const mayfly = world.start();
        const run = await create(mayfly, { options: { debug_keep_temp } });
        for (const { call, how, after, times } of faults) {
          let seen = 0;
          world.faults.fail(call, how, times, () => (seen += 1) > after);
        }
        await tolerate(upload(mayfly, run, PACKAGE_ZIP, INPUTS_ZIP));
        await tolerate(workOff(mayfly));
        if (cancels) {
          const canceled = await mayfly.cancel(addressOf(run)).catch(() => null);
          if (canceled?.isOk() === true) await canceled.value.cleaned;
        }
        await tolerate(mayfly.sweep(0));
        // Nobody holds the run any more, whatever went wrong.
        expect(mayfly.activeRuns).toBe(0);

        world.faults.mend();
        expect((await mayfly.sweep(0)).failures).toBe(0);
        if ((await recordOf(world, run)).state.phase === "awaiting_upload") {
          expect(await filesIn(world)).toMatchObject(NO_TEMPORARY_FILES);
          (await upload(mayfly, run))._unsafeUnwrap();
        }
        await workOff(mayfly);
        await mayfly.sweep(0);

        const { state, temporaryFiles } = await recordOf(world, run);
        if (!isTerminal(state.phase)) throw new Error(`The run is ${state.phase}.`);
        ends.set(state.phase, (ends.get(state.phase) ?? 0) + 1);
        const decided = (await historyOf(world, run)).filter((each) => each.move === "decide" || each.move === "end");
        expect(decided).toHaveLength(2);
        const status = { succeeded: "success", failed: "failed", canceled: "canceled" } as const;
        expect(await resultOf(world, run)).toMatchObject({ status: status[state.phase] });
        expect(["removed", "retained"]).toContain(temporaryFiles.state);
        if (temporaryFiles.state === "removed") expect(await filesIn(world)).toMatchObject(NO_TEMPORARY_FILES);
        else expect(debug_keep_temp).toBe(true);
        // Counted where the log tells of it, and no end twice.
        const told = world.told.filter(({ event }) => event === "run ended").length;
        const ended = Object.entries(counted(world.counters)).filter(([name]) => name.startsWith("runs_ended"));
        expect(ended).toEqual(told === 0 ? [] : [[`runs_ended temporary ${state.phase}`, 1]]);
        expect(world.clock.sleepers).toBe(0);
      },
    ),
    { numRuns: 200 },
  );
  expect([...ends.keys()].toSorted((a, b) => (a < b ? -1 : 1))).toEqual(["canceled", "failed", "succeeded"]);
});
