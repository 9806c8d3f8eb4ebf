// Does the machine's clock keep its promise?
import { expect, test } from "vitest";
import { memoryClock } from "./memory-clock.ts";

test("`sleep()` resolves after its time, by the clock that never goes back", async () => {
  const start = memoryClock.monotonic();
  await memoryClock.sleep(30);
  expect(memoryClock.monotonic() - start).toBeGreaterThanOrEqual(30);
});

test("`sleep()` of nothing, or of less, resolves at once", async () => {
  const start = memoryClock.monotonic();
  await memoryClock.sleep(0);
  await memoryClock.sleep(-1_000);
  expect(memoryClock.monotonic() - start).toBeLessThan(1_000);
});

test("`sleep()` resolves when its signal aborts, or has aborted before", async () => {
  const start = memoryClock.monotonic();
  const abort = new AbortController();
  const slept = memoryClock.sleep(60_000, abort.signal);
  abort.abort();
  await slept;
  await memoryClock.sleep(60_000, abort.signal);
  expect(memoryClock.monotonic() - start).toBeLessThan(10_000);
});

test("`sleep()` of more than a timer can count goes on until it is over", async () => {
  const abort = new AbortController();
  let over = false;
  const slept = memoryClock.sleep(2 ** 32, abort.signal).then(() => {
    over = true;
  });
  await memoryClock.sleep(50);
  expect(over).toBe(false);
  abort.abort();
  await slept;
});

test("`sleep()` holds no process open", async () => {
  const timers = (): number => process.getActiveResourcesInfo().filter((each) => each === "Timeout").length;
  const before = timers();
  const abort = new AbortController();
  const slept = memoryClock.sleep(60_000, abort.signal);
  expect(timers()).toBe(before);
  abort.abort();
  await slept;
});

test("`now()` is the wall clock, in milliseconds", () => {
  expect(Math.abs(memoryClock.now() - Date.now())).toBeLessThan(1_000);
});
