// Does the guard tell a slow sender from a busy receiver?
import { describe, expect, test } from "vitest";
import { wait } from "../testing/upload-socket.ts";
import { createStallGuard, DEFAULT_BODY_PACE } from "./stall-guard.ts";

const LONG = 60_000;

async function stallsIn(
  ms: number,
  pace: Partial<typeof DEFAULT_BODY_PACE>,
  act: (guard: ReturnType<typeof createStallGuard>) => Promise<void> | void,
): Promise<number> {
  let stalls = 0;
  const guard = createStallGuard({ idleMs: LONG, windowMs: LONG, minBytesPerSecond: 1000, ...pace }, () => {
    stalls += 1;
  });
  await Promise.all([act(guard), wait(ms)]);
  guard.stop();
  return stalls;
}

describe("createStallGuard()", () => {
  test("allows 30 s of silence and 8 KiB/s over a minute, unless told otherwise", () => {
    expect(DEFAULT_BODY_PACE).toEqual({ idleMs: 30_000, windowMs: 60_000, minBytesPerSecond: 8192 });
  });

  test("tells silence, once", async () => {
    expect(await stallsIn(300, { idleMs: 50 }, () => undefined)).toBe(1);
  });

  test("starts counting silence anew with each byte", async () => {
    const talk = async (guard: ReturnType<typeof createStallGuard>): Promise<void> => {
      for (let turn = 0; turn < 15; turn += 1) {
        await wait(20);
        guard.count(1);
      }
    };
    expect(await stallsIn(0, { idleMs: 200 }, talk)).toBe(0);
  });

  test("tells a rate that is too low, and not one that is high enough", async () => {
    const send = (bytes: number) => (guard: ReturnType<typeof createStallGuard>) => guard.count(bytes);
    expect(await stallsIn(150, { windowMs: 100 }, send(99))).toBe(1);
    expect(await stallsIn(150, { windowMs: 100 }, send(100))).toBe(0);
  });

  test("measures each window by itself", async () => {
    expect(await stallsIn(300, { windowMs: 100 }, (guard) => guard.count(100))).toBe(1);
  });

  test("does not count the time in which it is paused", async () => {
    const busy = async (guard: ReturnType<typeof createStallGuard>): Promise<void> => {
      guard.pause();
      await wait(200);
      guard.resume();
    };
    expect(await stallsIn(0, { idleMs: 100, windowMs: 100 }, busy)).toBe(0);
  });

  test("says nothing after it was stopped", async () => {
    expect(await stallsIn(150, { idleMs: 50 }, (guard) => guard.stop())).toBe(0);
  });
});
