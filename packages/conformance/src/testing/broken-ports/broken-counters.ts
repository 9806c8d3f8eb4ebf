// In which ways can counters break a promise?
import { labelSets, type Counters } from "@mayfly/core";
import { createMemoryCounters, type MemoryCounters } from "@mayfly/core/memory";
import { describeCounters } from "../../describe-counters.ts";
import type { Break } from "./break.ts";

function breaking(does: string, noticedBy: string, wrong: (real: MemoryCounters) => Partial<MemoryCounters>): Break {
  const create = () => {
    const real = createMemoryCounters();
    const counters = { ...real, ...wrong(real) };
    return { counters, read: counters.read };
  };
  return { does, noticedBy, describe: (name) => describeCounters(name, create) };
}

const shared = createMemoryCounters();

export const BROKEN_COUNTERS: readonly Break[] = [
  breaking("does not begin at zero", "everything begins at zero", ({ read }) => ({
    read: (name, labels) => read(name, labels) + (name === "installs_ended" ? 1 : 0),
  })),
  breaking("counts nothing", "`count()` adds one to what it names", () => ({ count: () => undefined })),
  breaking("throws labels together", "`count()` adds one to what it names", ({ count }) => ({
    count: (name, _labels, amount) => {
      for (const labels of labelSets(name)) count(name, labels, amount);
    },
  })),
  breaking("takes amounts for one", "`count()` adds amounts", ({ count }) => ({
    count: (name, labels) => count(name, labels),
  })),
  breaking("forgets what was before", "`count()` adds amounts", () => {
    const last = new Map<string, number>();
    const keyOf = (name: string, labels: object): string => [name, ...Object.values(labels)].join(" ");
    const count: Counters["count"] = (name, labels, amount = 1) => void last.set(keyOf(name, labels), amount);
    return { count, read: (name, labels) => last.get(keyOf(name, labels)) ?? 0 };
  }),
  breaking("takes the order of labels for a difference", "`count()` finds its labels", () => {
    const counts = new Map<string, number>();
    const keyOf = (name: string, labels: object): string => JSON.stringify([name, labels]);
    return {
      count: (name, labels) => void counts.set(keyOf(name, labels), (counts.get(keyOf(name, labels)) ?? 0) + 1),
      read: (name, labels) => counts.get(keyOf(name, labels)) ?? 0,
    };
  }),
  breaking("throws at an amount below zero", "`count()` of -1", ({ count }) => ({
    count(name, labels, amount = 1) {
      if (amount < 0) throw new Error("A counter only grows.");
      count(name, labels, amount);
    },
  })),
  breaking("counts with everybody else", "two that stand beside each other", () => shared),
];
