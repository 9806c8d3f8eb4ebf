import { createMemoryRecords, silentLog } from "@mayfly/core/memory";
import type { Log } from "@mayfly/core";
import { err } from "neverthrow";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test, vi } from "vitest";
import { startWorkers } from "./start-workers.ts";
import { aMayfly, phaseOf, queueRun } from "./testing/a-mayfly.ts";

/** Long enough for a slow machine; nothing waits longer than it has to. */
const PATIENCE = { timeout: 20_000 };

describe("startWorkers()", () => {
  test("runs what is queued before and after it starts, oldest first", async () => {
    const order: unknown[] = [];
    const mayfly = aMayfly(async (job) => void order.push(job.document["request_id"]));
    const before = await queueRun(mayfly);
    const workers = startWorkers(mayfly, { maxRunning: 1, log: silentLog });
    const after = await queueRun(mayfly);
    await vi.waitFor(async () => expect(await phaseOf(mayfly, after)).toBe("failed"), PATIENCE);
    expect(order).toEqual([before, after]);
    await workers.drain();
  });

  test("never runs more than `maxRunning` at once, and uses every place", async () => {
    let now = 0;
    let most = 0;
    const mayfly = aMayfly(async () => {
      now += 1;
      most = Math.max(most, now);
      await sleep(20);
      now -= 1;
    });
    const ids = await Promise.all(Array.from({ length: 7 }, () => queueRun(mayfly)));
    const workers = startWorkers(mayfly, { maxRunning: 3, log: silentLog });
    await vi.waitFor(async () => {
      const phases = await Promise.all(ids.map((id) => phaseOf(mayfly, id)));
      expect(new Set(phases)).toEqual(new Set(["failed"]));
    }, PATIENCE);
    expect(most).toBe(3);
    await workers.drain();
    expect(workers.running).toBe(0);
  });

  test("finds a queued run by looking, where the hint was lost", async () => {
    const records = createMemoryRecords();
    const deaf = { ...records.queue, onQueued: () => () => {} };
    const mayfly = aMayfly(async () => {}, { runs: records.runs, queue: deaf });
    const workers = startWorkers(mayfly, { maxRunning: 1, pollMs: 10, log: silentLog });
    const id = await queueRun(mayfly);
    await vi.waitFor(async () => expect(await phaseOf(mayfly, id)).toBe("failed"), PATIENCE);
    await workers.drain();
  });

  test("`drain()` lets what runs end and takes nothing more", async () => {
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    const mayfly = aMayfly(() => gate);
    const workers = startWorkers(mayfly, { maxRunning: 1, pollMs: 5, log: silentLog });
    const [running, waiting] = [await queueRun(mayfly), await queueRun(mayfly)];
    await vi.waitFor(async () => expect(await phaseOf(mayfly, running)).toBe("running"), PATIENCE);
    const drained = workers.drain();
    open();
    await drained;
    await sleep(30);
    expect([await phaseOf(mayfly, running), await phaseOf(mayfly, waiting)]).toEqual(["failed", "queued"]);
  });

  test("logs a fault of the queue and tries again", async () => {
    const records = createMemoryRecords();
    let faults = 2;
    const shaky: typeof records.queue = {
      ...records.queue,
      take: (take) => {
        faults -= 1;
        return faults >= 0
          ? Promise.resolve(err({ kind: "unavailable", message: "no disk" } as const))
          : records.queue.take(take);
      },
    };
    const errors: unknown[] = [];
    const log: Log = { ...silentLog, error: (event, fields) => void errors.push([event, fields]) };
    const mayfly = aMayfly(async () => {}, { runs: records.runs, queue: shaky });
    const id = await queueRun(mayfly);
    const workers = startWorkers(mayfly, { maxRunning: 1, pollMs: 5, log });
    await vi.waitFor(async () => expect(await phaseOf(mayfly, id)).toBe("failed"), PATIENCE);
    expect(errors.slice(0, 2)).toEqual(
      Array.from({ length: 2 }, () => ["the queue could not be read; it is tried again", { message: "no disk" }]),
    );
    await workers.drain();
  });
});
