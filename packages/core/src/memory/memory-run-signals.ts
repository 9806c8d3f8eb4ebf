// How do the parts of one process tell each other that a run changed?
import type { RunSignals } from "../ports/run-signals.ts";
import type { RunId } from "../run/run-id.ts";

/** Signals inside this process. A listener is called soon after `changed`, never inside it, and not once it has left. */
export function createRunSignals(): RunSignals {
  const listeners = new Map<RunId, Set<() => void>>();

  return {
    changed(id) {
      const ofRun = listeners.get(id);
      for (const call of ofRun ?? []) {
        queueMicrotask(() => {
          if (ofRun?.has(call) === true) call();
        });
      }
    },

    subscribe(id, listener) {
      const ofRun = listeners.get(id) ?? new Set();
      // A function of its own, so that one listener given twice is heard twice and leaves once.
      const call = (): void => listener();
      ofRun.add(call);
      listeners.set(id, ofRun);
      return () => {
        ofRun.delete(call);
        if (ofRun.size === 0 && listeners.get(id) === ofRun) listeners.delete(id);
      };
    },
  };
}
