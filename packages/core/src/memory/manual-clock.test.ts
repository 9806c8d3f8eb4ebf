// Does a clock that is moved by hand keep its promise?
import { expect, test } from "vitest";
import { createManualClock } from "./manual-clock.ts";

test("`advance()` moves both clocks and wakes, in order, whoever's sleep is over", async () => {
  const clock = createManualClock(1_000);
  const woken: string[] = [];
  const late = clock.sleep(30).then(() => woken.push("late"));
  const soon = clock.sleep(10).then(() => woken.push("soon"));
  void clock.sleep(31).then(() => woken.push("never"));
  clock.advance(9);
  await clock.sleep(0);
  expect(woken).toEqual([]);
  clock.advance(21);
  await Promise.all([late, soon]);
  expect(woken).toEqual(["soon", "late"]);
  expect([clock.now(), clock.monotonic(), clock.sleepers]).toEqual([1_030, 30, 1]);
});

test("`jumpTo()` moves the wall clock alone and wakes nobody", () => {
  const clock = createManualClock(1_000);
  void clock.sleep(10);
  clock.jumpTo(500);
  expect([clock.now(), clock.monotonic(), clock.sleepers]).toEqual([500, 0, 1]);
});

test("`sleep()` resolves when its signal aborts, or has aborted before", async () => {
  const clock = createManualClock(0);
  const abort = new AbortController();
  const slept = clock.sleep(10, abort.signal);
  abort.abort();
  await slept;
  await clock.sleep(10, abort.signal);
  expect(clock.sleepers).toBe(0);
});
