// Who runs next?
import { err, ok, type Result } from "neverthrow";
import type { Fault } from "../ports/fault.ts";
import type { RunIn } from "../run/run.ts";
import type { Work } from "./active-work.ts";
import { legalMove } from "./commit.ts";
import type { Context } from "./context.ts";
import { takenRun, type TakenRun } from "./execute-run.ts";

/** Takes the oldest queued run, `null` when nothing is queued or all work was stopped. Whoever takes it must execute it. */
export async function takeRun(context: Context): Promise<Result<TakenRun | null, Fault>> {
  const { ports, active } = context;
  if (active.closed) return ok(null);
  let turn: Promise<Work> | null = null;
  const leave = (): void => void turn?.then((work) => work.finish());
  try {
    const taken = await ports.queue.take((run) => {
      // A store may ask anew when a first try of its transaction did not hold.
      leave();
      // Begun inside the transaction, behind the upload if that has not quite ended: nobody may see a run as running
      // that nobody here works on.
      turn = active.beginAfterOthers(run.id);
      const state = {
        phase: "running",
        attempt: run.state.attempt,
        takenAt: ports.clock.now(),
        process: null,
      } as const;
      return legalMove(run, "take", state, ports.clock.now());
    });
    const mine = turn as Promise<Work> | null;
    if (taken.isErr() || taken.value === null || mine === null) {
      leave();
      return taken.isErr() ? err(taken.error) : ok(null);
    }
    ports.signals.changed(taken.value.id);
    return ok(takenRun(context, taken.value as RunIn<"running">, await mine));
  } catch (bug) {
    leave();
    throw bug;
  }
}
