import type { Mayfly } from "@mayfly/core";
import { silentLog } from "@mayfly/core/memory";
import { describe, expect, test, vi } from "vitest";
import { startSweeping } from "./start-sweeping.ts";
import { aMayfly } from "./testing/a-mayfly.ts";

/** A Mayfly that remembers which shards were swept, and how many sweeps went on at once. */
function watched(): { readonly mayfly: Mayfly; readonly shards: (number | "all")[]; most(): number } {
  const mayfly = aMayfly(async () => {});
  const shards: (number | "all")[] = [];
  let now = 0;
  let most = 0;
  const sweep: Mayfly["sweep"] = async (shard) => {
    shards.push(shard);
    now += 1;
    most = Math.max(most, now);
    const report = await mayfly.sweep(shard);
    now -= 1;
    return report;
  };
  return { mayfly: { ...mayfly, sweep }, shards, most: () => most };
}

/** So many shards, one after the other, from `first` on. */
function roundFrom(first: number | "all" | undefined, length: number): readonly number[] {
  return Array.from({ length }, (_, turn) => (Number(first) + turn) % 256);
}

describe("startSweeping()", () => {
  test("sweeps after each interval, one shard after the other, and stops", async () => {
    const { mayfly, shards } = watched();
    const sweeping = startSweeping(mayfly, { intervalMs: 1000, log: silentLog });
    expect(shards).toEqual([]);
    await vi.waitFor(() => expect(shards.slice(0, 2)).toEqual(roundFrom(shards[0], 2)), { timeout: 20_000 });
    await sweeping.stop();
    const swept = shards.length;
    await new Promise((resolve) => {
      setTimeout(resolve, 1300);
    });
    expect(shards.length).toBe(swept);
  });

  test("begins where chance has it: servers that live briefly come to every shard in the long run", async () => {
    const firsts = new Set<number | "all">();
    for (let life = 0; life < 40; life += 1) {
      const { mayfly, shards } = watched();
      const sweeping = startSweeping(mayfly, { intervalMs: 3_600_000, log: silentLog });
      await sweeping.now();
      await sweeping.stop();
      for (const shard of shards) firsts.add(shard);
    }
    expect(firsts.size).toBeGreaterThan(20);
    expect([...firsts].every((shard) => Number(shard) >= 0 && Number(shard) < 256)).toBe(true);
  });

  test("goes on when the wall clock is put back by a day", async () => {
    const { mayfly, shards } = watched();
    const sweeping = startSweeping(mayfly, { intervalMs: 200, log: silentLog });
    await vi.waitFor(() => expect(shards.length).toBeGreaterThan(0), { timeout: 20_000 });
    const clock = vi.spyOn(Date, "now").mockImplementation(() => performance.timeOrigin - 24 * 3_600_000);
    try {
      const swept = shards.length;
      await vi.waitFor(() => expect(shards.length).toBeGreaterThan(swept + 1), { timeout: 20_000 });
    } finally {
      clock.mockRestore();
      await sweeping.stop();
    }
  });

  test("`now()` joins the sweep that goes on, and comes round to the first shard", async () => {
    const { mayfly, shards, most } = watched();
    const sweeping = startSweeping(mayfly, { intervalMs: 3_600_000, log: silentLog });
    const [one, other] = await Promise.all([sweeping.now(), sweeping.now()]);
    expect(one).toBe(other);
    for (let turn = 0; turn < 256; turn += 1) await sweeping.now();
    expect(shards).toEqual(roundFrom(shards[0], 257));
    expect(most()).toBe(1);
    await sweeping.stop();
  });
});
