// Are ids fresh, in order and hard to guess?
import { expect, test } from "vitest";
import { isRunId } from "../run/run-id.ts";
import { memoryClock } from "./memory-clock.ts";
import { memoryIds } from "./memory-ids.ts";

test("`runId()` and `attemptId()` have the form of a run id, each another", () => {
  const ids = Array.from({ length: 2_000 }, (_, n) => (n % 2 === 0 ? memoryIds.runId() : memoryIds.attemptId()));
  expect(ids.filter((id) => !isRunId(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
});

test("`runId()` gives later ids that sort later", async () => {
  const ids: string[] = [];
  for (let n = 0; n < 10; n += 1) {
    ids.push(memoryIds.runId());
    await memoryClock.sleep(2);
  }
  expect([...ids].sort()).toEqual(ids);
});

test("`runId()` begins with its time of birth in milliseconds, in base 32", () => {
  const digits = "0123456789abcdefghjkmnpqrstvwxyz";
  const before = Date.now();
  const time = [...memoryIds.runId().slice(0, 10)].reduce((sum, digit) => sum * 32 + digits.indexOf(digit), 0);
  expect(time).toBeGreaterThanOrEqual(before);
  expect(time).toBeLessThanOrEqual(Date.now());
});

test("`runId()` leaves every digit of its chance to chance", () => {
  const seen = Array.from({ length: 16 }, () => new Set<string>());
  for (let n = 0; n < 2_000; n += 1) {
    for (const [place, digit] of [...memoryIds.runId().slice(10)].entries()) seen[place]?.add(digit);
  }
  expect(seen.map((digits) => digits.size)).toEqual(Array.from({ length: 16 }, () => 32));
});
