// Are signals heard by those who subscribed, and by nobody else?
import { expect, test, vi } from "vitest";
import { memoryIds } from "./memory-ids.ts";
import { createRunSignals } from "./memory-run-signals.ts";

test("`changed()` reaches who subscribed to that run, soon but not inside the call", async () => {
  const signals = createRunSignals();
  const run = memoryIds.runId();
  const heard = vi.fn();
  const other = vi.fn();
  signals.subscribe(run, heard);
  signals.subscribe(memoryIds.runId(), other);
  signals.changed(run);
  expect(heard).not.toHaveBeenCalled();
  await Promise.resolve();
  expect(heard).toHaveBeenCalledTimes(1);
  expect(other).not.toHaveBeenCalled();
});

test("`subscribe()` gives a way to leave, after which nothing is heard, not even what was on its way", async () => {
  const signals = createRunSignals();
  const run = memoryIds.runId();
  const leaver = vi.fn();
  const stayer = vi.fn();
  const leave = signals.subscribe(run, leaver);
  signals.subscribe(run, stayer);
  signals.changed(run);
  leave();
  leave();
  signals.changed(run);
  await Promise.resolve();
  expect(leaver).not.toHaveBeenCalled();
  expect(stayer).toHaveBeenCalledTimes(2);
});

test("`subscribe()` twice with one listener is heard twice, and each leaves for itself", async () => {
  const signals = createRunSignals();
  const run = memoryIds.runId();
  const heard = vi.fn();
  const leave = signals.subscribe(run, heard);
  signals.subscribe(run, heard);
  leave();
  signals.changed(run);
  await Promise.resolve();
  expect(heard).toHaveBeenCalledTimes(1);
});

test("`subscribe()` works again after everybody has left, and the one who left first does no harm", async () => {
  const signals = createRunSignals();
  const run = memoryIds.runId();
  const leave = signals.subscribe(run, vi.fn());
  leave();
  const heard = vi.fn();
  signals.subscribe(run, heard);
  leave();
  signals.changed(run);
  await Promise.resolve();
  expect(heard).toHaveBeenCalledTimes(1);
});
