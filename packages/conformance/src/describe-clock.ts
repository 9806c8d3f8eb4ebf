// Does an adapter keep the promises of `Clock`?
import type { Clock } from "@mayfly/core";
import { describe, expect, test } from "vitest";

/** The suite of the `Clock` port, for clocks that go by themselves. */
export function describeClock(name: string, create: () => Clock): void {
  describe(`${name} keeps the promises of Clock`, () => {
    test("`now()` is the wall clock, in milliseconds", () => {
      expect(Math.abs(create().now() - Date.now())).toBeLessThan(1000);
    });

    test("`monotonic()` never goes back", async () => {
      const clock = create();
      const seen: number[] = [];
      for (let n = 0; n < 20; n += 1) {
        seen.push(clock.monotonic());
        await clock.sleep(1);
      }
      expect(seen.toSorted((one, other) => one - other)).toEqual(seen);
      expect((seen.at(-1) ?? 0) - (seen.at(0) ?? 0)).toBeGreaterThanOrEqual(19);
    });

    test("`sleep()` resolves after its time, by the clock that never goes back", async () => {
      const clock = create();
      const start = clock.monotonic();
      await clock.sleep(30);
      expect(clock.monotonic() - start).toBeGreaterThanOrEqual(30);
    });

    test("`sleep()` of nothing, or of less, resolves at once", async () => {
      const clock = create();
      const start = clock.monotonic();
      await clock.sleep(0);
      await clock.sleep(-1000);
      expect(clock.monotonic() - start).toBeLessThan(1000);
    });

    test("`sleep()` resolves when its signal aborts, or has aborted before", async () => {
      const clock = create();
      const start = clock.monotonic();
      const abort = new AbortController();
      const slept = clock.sleep(3000, abort.signal);
      abort.abort();
      await slept;
      await clock.sleep(3000, abort.signal);
      expect(clock.monotonic() - start).toBeLessThan(2500);
    });

    test("`sleep()` of more than a timer can count goes on until it is over", async () => {
      const clock = create();
      const abort = new AbortController();
      let over = false;
      const slept = clock.sleep(2 ** 32, abort.signal).then(() => {
        over = true;
      });
      await clock.sleep(50);
      expect(over).toBe(false);
      abort.abort();
      await slept;
    });

    const timers = (): number => process.getActiveResourcesInfo().filter((each) => each === "Timeout").length;

    test("`sleep()` that nothing can abort keeps the process open for whoever waits", async () => {
      const clock = create();
      const before = timers();
      const slept = clock.sleep(50);
      expect(timers()).toBe(before + 1);
      await slept;
    });

    test("`sleep()` that can be aborted holds no process open alone", async () => {
      const clock = create();
      const before = timers();
      const abort = new AbortController();
      const slept = clock.sleep(5000, abort.signal);
      expect(timers()).toBe(before);
      abort.abort();
      await slept;
    });
  });
}
