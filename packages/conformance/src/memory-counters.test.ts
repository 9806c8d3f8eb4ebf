// Are counters in memory counters?
import { createMemoryCounters } from "@mayfly/core/memory";
import { describeCounters } from "./describe-counters.ts";

describeCounters("createMemoryCounters()", () => {
  const counters = createMemoryCounters();
  return { counters, read: counters.read };
});
