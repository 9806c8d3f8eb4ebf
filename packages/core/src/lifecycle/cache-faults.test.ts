// Does every job come to one end, and does every client keep what it was promised, whatever fails on the way?
import fc from "fast-check";
import { expect, test } from "vitest";
import { aJobWorld, createJobWith, readResult } from "../testing/a-job-world.ts";
import { addressOf, filesIn, INPUTS_ZIP, NO_TEMPORARY_FILES, PACKAGE_ZIP, workOff } from "../testing/a-world.ts";
import type { Failing } from "../testing/intercepted-ports.ts";
import { isTerminal, PHASES } from "../run/phase.ts";

const CALLS = [
  "cache.find",
  "cache.place",
  "cache.write",
  "cache.drop",
  "cache.followers",
  "cache.leaderless",
  "cache.outputsInUse",
  "cache.expire",
  "runs.create",
  "runs.commit",
  "runs.find",
  "runs.inPhases",
  "runs.forget",
  "outputs.verify",
  "outputs.manifest",
  "outputs.seal",
  "outputs.remove",
  "uploads.receive",
  "workspaces.stage",
  "workspaces.digestInputs",
  "workspaces.remove",
  "judge.judgeUpload",
] as const;

const fault = fc.record({
  call: fc.constantFrom(...CALLS),
  how: fc.constantFrom<Failing>("unavailable", "no_space", "done_but_unavailable", "throws"),
  /** How many such calls go well before. */
  after: fc.nat(5),
  times: fc.constantFrom(1, 2, 6),
});

/** What a bug that throws does to a caller is the caller's to bear; what it leaves behind is ours. */
async function tolerate(act: Promise<unknown>): Promise<void> {
  await act.catch(() => undefined);
}

test.each([
  ["without files", false],
  ["with files", true],
])("whatever ports fail, and however, equal jobs %s come to their ends once they work again", async (_, withFiles) => {
  const ends = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(fault, { minLength: 1, maxLength: 3 }), fc.boolean(), async (faults, cancels) => {
      const { world } = aJobWorld(withFiles ? PACKAGE_ZIP : undefined);
      const mayfly = world.start();
      const create = () => (withFiles ? createJobWith(mayfly, INPUTS_ZIP) : mayfly.createJob({ skillId: "demo" }));
      for (const { call, how, after, times } of faults) {
        let seen = 0;
        world.faults.fail(call, how, times, () => (seen += 1) > after);
      }
      for (let n = 0; n < 3; n += 1) await tolerate(create());
      const all = async () => (await world.real.runs.inPhases(PHASES, 99))._unsafeUnwrap();
      const [first] = await all();
      if (cancels && first !== undefined) {
        const canceled = await mayfly.cancel(addressOf(first)).catch(() => null);
        if (canceled?.isOk() === true) await canceled.value.cleaned;
      }
      await tolerate(workOff(mayfly));
      await tolerate(create());
      await tolerate(mayfly.sweep(0));
      expect(mayfly.activeRuns).toBe(0);

      world.faults.mend();
      // A sweep starts what stands unstarted; what that leads to is there for the next one.
      for (let turn = 0; turn < 3; turn += 1) {
        expect((await mayfly.sweep(turn)).failures).toBe(0);
        await workOff(mayfly);
      }
      expect(mayfly.activeRuns).toBe(0);
      for (const run of await all()) {
        // Whoever waits for files may wait on.
        if (run.state.phase === "awaiting_upload" && run.cache.key === null) continue;
        if (!isTerminal(run.state.phase)) throw new Error(`The run is ${run.state.phase}.`);
        ends.set(run.state.phase, (ends.get(run.state.phase) ?? 0) + 1);
        if (run.cache.hit === true) ends.set("hit", (ends.get("hit") ?? 0) + 1);
        expect(await readResult(mayfly, run)).toContain(run.state.phase === "succeeded" ? "success" : run.state.phase);
      }
      expect(await filesIn(world)).toMatchObject(NO_TEMPORARY_FILES);

      // Nothing is left once all is deleted.
      for (const run of await all()) {
        if (isTerminal(run.state.phase)) (await mayfly.delete(addressOf(run)))._unsafeUnwrap();
      }
      (await mayfly.clearCache())._unsafeUnwrap();
      for (let shard = 0; shard < 256; shard += 1) await mayfly.sweep(shard);
      expect(await filesIn(world)).toEqual({ ...NO_TEMPORARY_FILES, outputs: 0 });
    }),
    { numRuns: 40 },
  );
  // The law would be empty if no job got that far.
  expect([...ends.keys()]).toEqual(expect.arrayContaining(["succeeded", "hit", "canceled"]));
});
