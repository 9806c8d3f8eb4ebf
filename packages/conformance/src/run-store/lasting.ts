// Does what was kept outlive the one who kept it, where the adapter says that it does?
import { PHASES, type Run } from "@mayfly/core";
import { expect, test } from "vitest";
import { aStep, idAt, keepRun } from "../a-run.ts";
import type { OpenRecords } from "../records-under-test.ts";

export function lasting(open: OpenRecords): void {
  test("all that was kept is there when the records are opened once more", async ({ skip }) => {
    const records = await open();
    if (records.reopen === undefined) {
      await records.close();
      skip("the adapter does not say that its records last");
      return;
    }
    const kept: Run[] = [];
    for (const [n, phase] of PHASES.entries()) kept.push(await keepRun(records.runs, phase, { id: idAt(n) }));
    const gone = await keepRun(records.runs, "failed", { id: idAt(99) });
    await records.runs.forget(gone.id, gone.version);
    await records.close();

    const again = await records.reopen();
    expect((await again.runs.inPhases(PHASES, 100))._unsafeUnwrap()).toEqual(kept);
    for (const run of kept) {
      const history = (await again.runs.history(run.id))._unsafeUnwrap();
      expect(history.map((entry) => entry.version)).toEqual(history.map((_, n) => n + 1));
      expect(history.at(-1)).toMatchObject({ version: run.version, phase: run.state.phase });
    }
    expect((await again.runs.history(gone.id))._unsafeUnwrap()).toEqual([]);

    const taken = await again.queue.take((run) => aStep(run, "take", run.updatedAt + 1));
    expect(taken._unsafeUnwrap()?.id).toBe(kept.find((run) => run.state.phase === "queued")?.id);
    await again.close();
  });
}
