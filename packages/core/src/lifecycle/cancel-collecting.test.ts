// What becomes of a run that is canceled after its program has ended?
import { err } from "neverthrow";
import { expect, test } from "vitest";
import { addressOf, begun, upload, workOff } from "../testing/a-world.ts";
import { expectCanceledEnd } from "../testing/expect-run.ts";

test.each(["outputs.collect", "judge.judgeOutput"])(
  "a cancel after the program has ended stops `%s`, and is no fault for the log",
  async (call) => {
    const { world, mayfly, run } = await begun();
    await upload(mayfly, run);
    const judged: boolean[] = [];
    world.real.judge.judgeOutput = async (_output, signal) => {
      judged.push(signal.aborted);
      return err({ kind: "unavailable", message: "It was told to stop." });
    };
    const held = world.faults.hold(call);
    const work = workOff(mayfly);
    await held.reached;
    const canceled = (await mayfly.cancel(addressOf(run)))._unsafeUnwrap();
    held.release();
    await canceled.cleaned;
    await work;
    await expectCanceledEnd(world, run, 10);
    expect(judged).toEqual(call === "outputs.collect" ? [] : [true]);
    expect(world.told.filter(({ level }) => level !== "info")).toEqual([]);
  },
);
