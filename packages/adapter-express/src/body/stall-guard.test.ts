// Does the guard tell a slow sender from a busy receiver?
import { describe, expect, test } from "vitest";
import { wait } from "../testing/upload-socket.ts";
import { createStallGuard, DEFAULT_BODY_PACE } from "./stall-guard.ts";

const LONG = 60_000;

function start(pace: Partial<typeof DEFAULT_BODY_PACE>) {
  const stalled = Promise.withResolvers<void>();
  let stalls = 0;
  const guard = createStallGuard({ idleMs: LONG, windowMs: LONG, minBytesPerSecond: 1000, ...pace }, () => {
    stalls += 1;
    stalled.resolve();
  });
  return { ...guard, stalled: stalled.promise, stalls: () => stalls };
}

describe("createStallGuard()", () => {
  test("allows 30 s of silence and 8 KiB/s over a minute, unless told otherwise", () => {
    expect(DEFAULT_BODY_PACE).toEqual({ idleMs: 30_000, windowMs: 60_000, minBytesPerSecond: 8192 });
  });

  test("tells silence, once", async () => {
    const guard = start({ idleMs: 50 });
    await guard.stalled;
    await wait(150);
    expect(guard.stalls()).toBe(1);
  });

  test("starts counting silence anew with each byte", async () => {
    const guard = start({ idleMs: 200 });
    for (let turn = 0; turn < 15; turn += 1) {
      await wait(20);
      guard.count(1);
    }
    guard.stop();
    expect(guard.stalls()).toBe(0);
  });

  test("tells a rate that is too low, and not one that is high enough", async () => {
    // The first to start is measured first.
    const fast = start({ windowMs: 100 });
    const slow = start({ windowMs: 100 });
    fast.count(100);
    slow.count(99);
    await slow.stalled;
    expect(fast.stalls()).toBe(0);
    fast.stop();
  });

  test("measures each window by itself", async () => {
    const began = performance.now();
    const guard = start({ windowMs: 100 });
    guard.count(100);
    await guard.stalled;
    expect(performance.now() - began).toBeGreaterThan(190);
  });

  test("does not count the time in which it is paused", async () => {
    const guard = start({ idleMs: 100, windowMs: 100 });
    guard.pause();
    await wait(200);
    guard.resume();
    guard.stop();
    expect(guard.stalls()).toBe(0);
  });

  test("says nothing after it was stopped", async () => {
    const guard = start({ idleMs: 50 });
    guard.stop();
    await wait(150);
    expect(guard.stalls()).toBe(0);
  });
});
