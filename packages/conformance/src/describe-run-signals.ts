// Does an adapter keep the promises of `RunSignals`?
import type { RunSignals } from "@mayfly/core";
import { memoryIds } from "@mayfly/core/memory";
import { describe, expect, test, vi } from "vitest";

/** The suite of the `RunSignals` port. A signal may be lost or doubled, so the suite signals until it is heard. */
export function describeRunSignals(name: string, create: () => RunSignals): void {
  describe(`${name} keeps the promises of RunSignals`, () => {
    /** Signals until `heard` was called since now. */
    const signalUntilHeard = async (signals: RunSignals, run: ReturnType<typeof memoryIds.runId>, heard: Heard) => {
      heard.mockClear();
      await vi.waitFor(() => {
        signals.changed(run);
        expect(heard).toHaveBeenCalled();
      });
    };

    test("`changed()` reaches who subscribed to that run, not inside the call, and nobody else", async () => {
      const signals = create();
      const run = memoryIds.runId();
      const [heard, other] = [vi.fn(), vi.fn()];
      signals.subscribe(run, heard);
      signals.subscribe(memoryIds.runId(), other);
      signals.changed(run);
      expect(heard).not.toHaveBeenCalled();
      await signalUntilHeard(signals, run, heard);
      expect(other).not.toHaveBeenCalled();
    });

    test("`subscribe()` gives a way to leave, after which nothing is heard, not even what was on its way", async () => {
      const signals = create();
      const run = memoryIds.runId();
      const [leaver, stayer] = [vi.fn(), vi.fn()];
      const leave = signals.subscribe(run, leaver);
      signals.subscribe(run, stayer);
      signals.changed(run);
      leave();
      leave();
      await signalUntilHeard(signals, run, stayer);
      expect(leaver).not.toHaveBeenCalled();
    });

    test("`subscribe()` twice with one listener: each leaves for itself", async () => {
      const signals = create();
      const run = memoryIds.runId();
      const heard = vi.fn();
      const leave = signals.subscribe(run, heard);
      const leaveTwin = signals.subscribe(run, heard);
      leave();
      await signalUntilHeard(signals, run, heard);
      leaveTwin();
      heard.mockClear();
      signals.changed(run);
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(heard).not.toHaveBeenCalled();
    });

    test("`subscribe()` works again after everybody has left, and the one who left first does no harm", async () => {
      const signals = create();
      const run = memoryIds.runId();
      const leave = signals.subscribe(run, vi.fn());
      leave();
      const heard = vi.fn();
      signals.subscribe(run, heard);
      leave();
      await signalUntilHeard(signals, run, heard);
    });
  });
}

type Heard = ReturnType<typeof vi.fn>;
