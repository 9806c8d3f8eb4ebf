// Who runs next?
import { err, ok, type Result } from "neverthrow";
import type { Fault } from "../ports/fault.ts";
import type { RunIn } from "../run/run.ts";
import { transition } from "../run/transition.ts";
import type { Work } from "./active-work.ts";
import type { Context } from "./context.ts";
import { takenRun, type TakenRun } from "./execute-run.ts";

/** Takes the oldest queued run, `null` when nothing is queued. Whoever takes it must execute it. */
export async function takeRun(context: Context): Promise<Result<TakenRun | null, Fault>> {
  const { ports, active } = context;
  let work: Work | null = null;
  const taken = await ports.queue.take((run) => {
    // Begun inside the transaction: nobody may see a run as running that nobody here works on.
    work = active.begin(run.id);
    const state = { phase: "running", attempt: run.state.attempt, takenAt: ports.clock.now(), process: null } as const;
    const decided = transition(run, "take", state, ports.clock.now());
    if (decided.isErr()) throw new Error(decided.error.message);
    return decided.value;
  });
  const begun: Work | null = work;
  if (taken.isErr() || taken.value === null) {
    (begun as Work | null)?.finish();
    return taken.isErr() ? err(taken.error) : ok(null);
  }
  ports.signals.changed(taken.value.id);
  const run = taken.value as RunIn<"running">;
  return ok(takenRun(context, run, begun ?? (await active.beginAfterOthers(run.id))));
}
