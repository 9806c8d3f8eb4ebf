// In which ways can a clock, ids and signals break a promise?
import type { Clock, Ids, RunId, RunSignals } from "@mayfly/core";
import { createRunSignals, memoryClock, memoryIds } from "@mayfly/core/memory";
import { describeClock } from "../../describe-clock.ts";
import { describeIds } from "../../describe-ids.ts";
import { describeRunSignals } from "../../describe-run-signals.ts";
import type { Break } from "./break.ts";

function breakingClock(does: string, noticedBy: string, wrong: Partial<Clock>): Break {
  return { does, noticedBy, describe: (name) => describeClock(name, () => ({ ...memoryClock, ...wrong })) };
}

function breakingIds(does: string, noticedBy: string, create: () => Partial<Ids>): Break {
  return { does, noticedBy, describe: (name) => describeIds(name, () => ({ ...memoryIds, ...create() })) };
}

function breakingSignals(does: string, noticedBy: string, wrong: (signals: RunSignals) => Partial<RunSignals>): Break {
  const create = (): RunSignals => {
    const signals = createRunSignals();
    return { ...signals, ...wrong(signals) };
  };
  return { does, noticedBy, describe: (name) => describeRunSignals(name, create) };
}

export const BROKEN_CLOCKS: readonly Break[] = [
  breakingClock("tells seconds", "`now()` is the wall clock", { now: () => memoryClock.now() / 1000 }),
  breakingClock("goes back", "`monotonic()` never goes back", { monotonic: () => -memoryClock.monotonic() }),
  breakingClock("sleeps too long for a timer", "`sleep()` of more than a timer can count", {
    sleep: (ms, signal) => memoryClock.sleep(ms % 2 ** 32, signal),
  }),
  breakingClock("is deaf to an abort that came before", "`sleep()` resolves when its signal aborts", {
    sleep: (ms, signal) => memoryClock.sleep(ms, signal?.aborted === true ? undefined : signal),
  }),
  breakingClock("lets a process end while somebody waits", "`sleep()` that nothing can abort keeps", {
    sleep: (ms, signal) => memoryClock.sleep(ms, signal ?? new AbortController().signal),
  }),
  breakingClock("holds a process open", "`sleep()` that can be aborted holds no process open", {
    async sleep(ms, signal) {
      const timer = setTimeout(() => undefined, ms);
      await memoryClock.sleep(ms, signal);
      clearTimeout(timer);
    },
  }),
];

export const BROKEN_IDS: readonly Break[] = [
  breakingIds("counts", "`runId()` is not told by the one before", () => {
    let n = 0;
    return { runId: () => `01jd${String((n += 1)).padStart(22, "0")}` as RunId };
  }),
  breakingIds("makes an id twice", "`runId()` and `attemptId()` have the form", () => {
    const id = memoryIds.runId();
    return { runId: () => id };
  }),
  breakingIds("sorts earlier ids later", "`runId()` gives later ids", () => ({
    runId: () => [...memoryIds.runId()].reverse().join("") as RunId,
  })),
];

export const BROKEN_RUN_SIGNALS: readonly Break[] = [
  breakingSignals("tells everybody of every run", "`changed()` reaches who subscribed", () => {
    const all = new Set<() => void>();
    return {
      changed: () => {
        queueMicrotask(() => all.forEach((listener) => listener()));
      },
      subscribe(_, listener) {
        const own = (): void => listener();
        all.add(own);
        return () => void all.delete(own);
      },
    };
  }),
  breakingSignals("lets nobody leave", "`subscribe()` gives a way to leave", (signals) => ({
    subscribe(run, listener) {
      signals.subscribe(run, listener);
      return () => undefined;
    },
  })),
  breakingSignals("lets a twin leave with the first", "`subscribe()` twice with one listener", () => {
    const listeners = new Map<RunId, Set<() => void>>();
    return {
      changed: (run) => {
        queueMicrotask(() => listeners.get(run)?.forEach((listener) => listener()));
      },
      subscribe(run, listener) {
        const there = listeners.get(run) ?? new Set();
        listeners.set(run, there.add(listener));
        return () => void there.delete(listener);
      },
    };
  }),
];
