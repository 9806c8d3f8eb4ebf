// Does an adapter keep the promises of `Ids`?
import { setTimeout } from "node:timers/promises";
import { isRunId, type Ids } from "@mayfly/core";
import { describe, expect, test } from "vitest";

/** The suite of the `Ids` port. */
export function describeIds(name: string, create: () => Ids): void {
  describe(`${name} keeps the promises of Ids`, () => {
    test("`runId()` and `attemptId()` have the form of a run id, each another", () => {
      const made = create();
      const ids = Array.from({ length: 2000 }, (_, n) => (n % 2 === 0 ? made.runId() : made.attemptId()));
      expect(ids.filter((id) => !isRunId(id))).toEqual([]);
      expect(new Set(ids).size).toBe(ids.length);
    });

    test("`runId()` of two makers are others, also in one millisecond", () => {
      const [one, other] = [create(), create()];
      const ids = Array.from({ length: 2000 }, (_, n) => (n % 2 === 0 ? one.runId() : other.runId()));
      expect(new Set(ids).size).toBe(ids.length);
    });

    test("`runId()` gives later ids that sort later, to the millisecond", async () => {
      const made = create();
      const ids: string[] = [];
      for (let n = 0; n < 10; n += 1) {
        ids.push(made.runId());
        await setTimeout(2);
      }
      expect(ids.toSorted()).toEqual(ids);
    });

    test("`runId()` is not told by the one before it: most of its digits are another", () => {
      const made = create();
      const pairs = Array.from({ length: 200 }, () => [made.runId(), made.runId()] as const);
      // Ten digits may be of a time; of sixteen others, one in thirty-two stays by chance.
      const changed = pairs.map(([one, next]) => [...one].filter((digit, n) => digit !== next[n]).length);
      expect(changed.reduce((sum, each) => sum + each, 0) / pairs.length).toBeGreaterThan(13);
    });
  });
}
