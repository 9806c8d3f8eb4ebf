// Does one learn how long the wait is, and when there is something to take?
import { expect, test, vi } from "vitest";
import { aStep, BIRTH, idAt, keepRun } from "../a-run.ts";
import { withRecords, type OpenRecords } from "../records-under-test.ts";

export function waiting(open: OpenRecords): void {
  test(
    "`position()` counts the queued runs before one, by the order in which they are taken",
    withRecords(open, async ({ runs, queue }) => {
      const place = async (n: number): Promise<number | null> => (await queue.position(idAt(n)))._unsafeUnwrap();
      await keepRun(runs, "queued", { id: idAt(2), createdAt: BIRTH + 50 });
      await keepRun(runs, "queued", { id: idAt(3), createdAt: BIRTH, owner: "ada" });
      await keepRun(runs, "queued", { id: idAt(1), createdAt: BIRTH });
      await keepRun(runs, "staging", { id: idAt(4), createdAt: BIRTH });
      expect([await place(1), await place(2), await place(3), await place(4), await place(5)]).toEqual([
        2,
        0,
        1,
        null,
        null,
      ]);
      await queue.take((run) => aStep(run, "take", run.updatedAt + 1));
      expect([await place(1), await place(2), await place(3)]).toEqual([1, null, 0]);
    }),
  );

  test(
    "`onQueued()` wakes after a run was queued, when it can be taken, and not before",
    withRecords(open, async ({ runs, queue }) => {
      const wake = vi.fn();
      queue.onQueued(wake);
      const staged = await keepRun(runs, "staging");
      await settle();
      expect(wake).not.toHaveBeenCalled();
      await runs.commit(aStep(staged, "enqueue", staged.updatedAt + 1));
      await vi.waitFor(() => expect(wake).toHaveBeenCalled());
      expect((await queue.take((run) => aStep(run, "take", run.updatedAt + 1)))._unsafeUnwrap()?.id).toBe(staged.id);
    }),
  );

  test(
    "`onQueued()` stays silent about a commit that did not happen",
    withRecords(open, async ({ runs, queue }) => {
      const wake = vi.fn();
      const staged = await keepRun(runs, "staging");
      await runs.commit(aStep(staged, "give_back", staged.updatedAt + 1));
      queue.onQueued(wake);
      expect((await runs.commit(aStep(staged, "enqueue", staged.updatedAt + 1))).isErr()).toBe(true);
      await settle();
      expect(wake).not.toHaveBeenCalled();
    }),
  );

  test(
    "`onQueued()` wakes each listener until it leaves, also one that is there twice",
    withRecords(open, async ({ runs, queue }) => {
      const leaver = vi.fn();
      const stayer = vi.fn();
      const leave = queue.onQueued(leaver);
      const leaveTwin = queue.onQueued(stayer);
      queue.onQueued(stayer);
      leave();
      leave();
      leaveTwin();
      await keepRun(runs, "queued");
      await vi.waitFor(() => expect(stayer).toHaveBeenCalled());
      await settle();
      expect(leaver).not.toHaveBeenCalled();
    }),
  );
}

/** Long enough for a wake that is on its way inside this process. */
function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20));
}
